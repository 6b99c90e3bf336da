package dev.assay.detectors.text.json;

import dev.assay.detectors.text.TextReader;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A Jupyter notebook (nbformat 3 and 4): the code of all cells goes on as one Python source, in their order, since a cell
 * uses what those before it import.
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
        try (ByteReader in = new ByteReader(text, budget)) {
            Cells cells = new Cells(out);
            new JsonStrings(in, MOST_LINE_BYTES, cells).walk();
            if (cells.code.size() > 0) {
                out.child("cells.py", new MemorySource(cells.code.toByteArray()));
            }
        } finally {
            budget.giveBackMemory(MOST_CODE_BYTES);
        }
    }

    private static final class Cells implements JsonStrings.Visitor {
        private final Sink out;
        private final ByteArrayOutputStream code = new ByteArrayOutputStream();
        private final ByteArrayOutputStream cell = new ByteArrayOutputStream();
        private String type = "";
        private boolean full;

        Cells(Sink out) {
            this.out = out;
        }

        @Override
        public void string(JsonStrings at) {
            int cells = cells(at);
            if (cells < 0 || at.depth() < cells + 3) {
                return;
            }
            String part = at.part(cells + 2);
            if (part.equals("cell_type")) {
                type = new String(at.bytes(), StandardCharsets.UTF_8);
            } else if ((part.equals("source") || part.equals("input")) && at.depth() <= cells + 4) {
                source(at);
            }
        }

        private void source(JsonStrings at) {
            byte[] line = at.bytes();
            if (at.isWhole() && code.size() + cell.size() + line.length < MOST_CODE_BYTES / 2) {
                cell.writeBytes(line);
            } else if (!full) {
                full = true;
                out.gap(GapKind.LIMIT, at.offsetBytes(), "more code than is kept of one notebook", -1);
            }
        }

        @Override
        public void end(JsonStrings at, int depth) {
            int cells = cells(at);
            if (cells >= 0 && depth == cells + 2) {
                if (type.equals("code")) {
                    code.writeBytes(cell.toByteArray());
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
