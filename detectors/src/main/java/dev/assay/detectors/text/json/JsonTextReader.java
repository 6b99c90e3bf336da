package dev.assay.detectors.text.json;

import dev.assay.detectors.text.TextReader;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import java.io.IOException;

/** JSON: strings that hold a template go on as one, under the way to them. All else is for the formats that use JSON. */
public final class JsonTextReader implements TextReader {
    /** Templates are of some kilobytes. */
    private static final int MOST_TEXT_BYTES = 1 << 20;

    @Override
    public void read(ByteSource text, Sink out, Budget budget) throws IOException {
        try (ByteReader in = new ByteReader(text, budget)) {
            new JsonStrings(in, MOST_TEXT_BYTES, new Templates(out, budget)).walk();
        }
    }

    private record Templates(Sink out, Budget budget) implements JsonStrings.Visitor {
        @Override
        public void string(JsonStrings at) throws IOException {
            if (!at.hasBraceBefore('{', '%')) {
                return;
            }
            budget.spendEntry();
            if (!at.isWhole()) {
                out.gap(
                        GapKind.LIMIT,
                        at.offsetBytes(),
                        "a template in JSON that is larger than " + MOST_TEXT_BYTES + " bytes or has no end",
                        -1);
            }
            try (ByteSource template = new MemorySource(at.bytes())) {
                out.child(at.path() + ".jinja", template);
            }
        }

        @Override
        public void end(JsonStrings at, int depth) {}
    }
}
