package dev.assay.detectors.model.torchscript;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import java.io.IOException;
import java.util.Locale;

/**
 * The source of TorchScript, Python's syntax in the subset that torch's own compiler reads. Its place tells it from other
 * Python: {@code code/} in a zip of that layout, or {@code code/__torch__}, which nothing else has, where the layout is not
 * known yet because the zip comes in a stream.
 */
public final class TorchScriptDecoder implements Decoder {
    static final String LANGUAGE = "torchscript";

    private static final Format FORMAT = new Format("torchscript-code", TorchScriptDecoder::matches);

    private final Operators operators = Operators.load();

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    private static boolean matches(Head head) {
        if (!head.extension().equals("py") || !head.around().contains("zip")) {
            return false;
        }
        String path = "/" + head.path().toLowerCase(Locale.ROOT); // torch's reader of zips does not regard case
        return path.contains("/code/__torch__")
                || path.contains("/code/") && head.around().contains("torchscript");
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (ByteReader reader = new ByteReader(in, budget)) {
            new SourceReading(reader, new References(operators, out)).read();
        }
    }
}
