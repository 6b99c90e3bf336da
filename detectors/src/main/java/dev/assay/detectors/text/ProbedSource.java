package dev.assay.detectors.text;

import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.ForwardSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Shows the probes whatever is read of a text. The text's owner closes it. */
final class ProbedSource extends ForwardSource {
    private final ByteSource text;
    private final Probes.Pass pass;

    ProbedSource(ByteSource text, Probes.Pass pass) {
        super(text.sizeBytes());
        this.text = text;
        this.pass = pass;
    }

    @Override
    protected int next(ByteBuffer into) throws IOException {
        int start = into.arrayOffset() + into.position();
        int n = text.read(passedBytes(), into);
        if (n > 0) {
            pass.accept(into.array(), start, start + n);
        }
        return n;
    }
}
