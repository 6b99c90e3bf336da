package dev.assay.detectors.text.json;

import dev.assay.detectors.text.TextReader;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Anomalies;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Quoted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * A Jupyter notebook (nbformat 3 and 4): the code of all cells goes on as one Python source, in their order, since a cell
 * uses what those before it import. What lies in it besides, for whoever opens it: outputs, and files attached to a cell.
 */
public final class NotebookReader implements TextReader {
    private static final int MOST_LINE_BYTES = 1 << 20;
    private static final int MOST_CODE_BYTES = 8 << 20;

    @Override
    public void read(ByteSource text, Sink out, Budget budget) throws IOException {
        if (!budget.tryTakeMemory(MOST_CODE_BYTES)) {
            out.gap(GapKind.LIMIT, 0, "there is no memory free for the code of a notebook", text.sizeBytes());
            return;
        }
        Anomalies anomalies = new Anomalies("code/notebook-");
        try (ByteReader in = new ByteReader(text, budget)) {
            Cells cells = new Cells(out, budget, anomalies);
            new JsonStrings(in, MOST_LINE_BYTES, cells).walk();
            if (cells.code.size() > 0) {
                out.child("cells.py", new MemorySource(cells.code.toByteArray()));
            }
        } finally {
            anomalies.report(out);
            budget.giveBackMemory(MOST_CODE_BYTES);
        }
    }

    private static final class Cells implements JsonStrings.Visitor {
        /** What a browser runs, by the name of its kind in nbformat 4 and in 3. */
        private static final Set<String> SCRIPTS = Set.of("application/javascript", "text/javascript", "javascript");

        private static final Set<String> PAGES = Set.of("text/html", "html", "image/svg+xml", "svg");

        /** How a script of a page has the notebook's own kernel run something. */
        private static final List<String> KERNEL =
                List.of("kernel.execute(", "requestExecute(", "execute_cells(", "execute_all_cells(");

        private final Sink out;
        private final Budget budget;
        private final Anomalies anomalies;
        private final Magics magics;
        private final ByteArrayOutputStream code = new ByteArrayOutputStream();
        private final ByteArrayOutputStream cell = new ByteArrayOutputStream();
        private String type = "";
        private long cellOffset;
        private boolean full;

        Cells(Sink out, Budget budget, Anomalies anomalies) {
            this.out = out;
            this.budget = budget;
            this.anomalies = anomalies;
            this.magics = new Magics(anomalies);
        }

        @Override
        public void string(JsonStrings at) throws IOException {
            int cells = cells(at);
            if (cells < 0 || at.depth() < cells + 3) {
                return;
            }
            String part = at.part(cells + 2);
            switch (part) {
                case "cell_type" -> type = new String(at.bytes(), StandardCharsets.UTF_8);
                case "source", "input" -> {
                    if (at.depth() <= cells + 4) {
                        source(at);
                    }
                }
                case "outputs" -> output(at, cells);
                case "attachments" -> attachment(at, cells);
                default -> {
                    // metadata
                }
            }
        }

        private void source(JsonStrings at) {
            byte[] line = at.bytes();
            if (at.isWhole() && code.size() + 2L * cell.size() + line.length < MOST_CODE_BYTES / 4) {
                cellOffset = cell.size() == 0 ? at.offsetBytes() : cellOffset;
                cell.writeBytes(line);
            } else if (!full) {
                full = true;
                out.gap(GapKind.LIMIT, at.offsetBytes(), "more code than is kept of one notebook", -1);
            }
        }

        /** A kind of output is in {@code data} in nbformat 4, and a name of its own in 3. */
        private void output(JsonStrings at, int cells) {
            boolean newer = at.depth() > cells + 5 && at.part(cells + 4).equals("data");
            String kind = newer ? at.part(cells + 5) : at.depth() > cells + 4 ? at.part(cells + 4) : "";
            boolean isScript = SCRIPTS.contains(kind);
            if (!isScript && !PAGES.contains(kind)) {
                return;
            }
            String shown = new String(at.bytes(), StandardCharsets.ISO_8859_1);
            if (KERNEL.stream().anyMatch(shown::contains)) {
                anomalies.add("output-runs-code", at.offsetBytes(), () -> Quoted.of(shown.strip()));
            }
            if (isScript || shown.contains("<script")) {
                anomalies.add("output-script", at.offsetBytes(), () -> "an output of the kind " + Quoted.of(kind));
            }
        }

        private void attachment(JsonStrings at, int cells) throws IOException {
            if (!at.isWhole() || at.depth() < cells + 4) {
                return;
            }
            try {
                byte[] content = Base64.getMimeDecoder().decode(at.bytes());
                budget.spendEntry();
                out.child(at.part(cells + 3), new MemorySource(content));
            } catch (IllegalArgumentException e) {
                // a text, which the probes have seen
            }
        }

        @Override
        public void end(JsonStrings at, int depth) {
            int cells = cells(at);
            if (cells >= 0 && depth == cells + 2) {
                if (type.equals("code")) {
                    String python = magics.python(cell.toString(StandardCharsets.UTF_8), cellOffset);
                    code.writeBytes(python.getBytes(StandardCharsets.UTF_8));
                    code.write('\n');
                }
                cell.reset();
                type = "";
            }
        }

        /** At which depth the array lies whose elements are cells: at the top, or in each worksheet of the older format. */
        private static int cells(JsonStrings at) {
            int depth = Math.min(at.depth(), JsonStrings.MOST_DEPTH);
            if (depth >= 2 && at.part(0).equals("cells")) {
                return 0;
            }
            return depth >= 4 && at.part(0).equals("worksheets") && at.part(2).equals("cells") ? 2 : -1;
        }
    }
}
