package dev.assay.detectors.model.keras;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import java.io.IOException;
import java.util.List;

/**
 * The configuration of a Keras model: {@code config.json} of a {@code .keras} archive, {@code model_config} of an
 * {@code .h5} file, or what {@code model.to_json()} wrote. A tree of objects with {@code class_name} and {@code config}.
 */
public final class KerasDecoder implements Decoder {
    private static final String ENDING = ".keras.json";
    private static final String MEMBER = "config.json";

    @Override
    public Format format() {
        return new Format("keras-config", KerasDecoder::matches);
    }

    /** By its place, or by what stands near its start. */
    private static boolean matches(Head head) {
        boolean member = head.path().equals(MEMBER);
        if (head.length() > 0
                && (head.name().endsWith(ENDING) || member && head.around().contains("keras"))) {
            return true;
        }
        List<String> names = head.jsonNames();
        if (member && head.around().contains("zip") && !head.isWhole() && !names.isEmpty()) {
            return true; // an archive by another name, and the start may be made to show nothing
        }
        return names.contains("class_name") && names.contains("config");
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (ByteReader reader = new ByteReader(in, budget)) {
            new ConfigReading(reader, out, budget).read();
        }
    }
}
