package dev.assay.detectors.model.cntk;

import dev.assay.detectors.ProtobufBytes;
import dev.assay.engine.text.Parts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes dictionaries of CNTK out of words, bad ones too: only bytes, which nothing ever loads. */
public final class CntkSamples {
    private CntkSamples() {}

    /** The notation of {@code rules.yaml}. */
    static byte[] model(String words) {
        ProtobufBytes inner = new ProtobufBytes();
        List<String> parts = Parts.of(words, '/');
        for (String part : parts.reversed()) {
            ProtobufBytes dictionary = new ProtobufBytes().number(1, 1).entry(2, "version", value().number(5, 2));
            for (String entry : Parts.of(part.strip(), ' ')) {
                int equals = entry.indexOf('=');
                dictionary.entry(2, entry.substring(0, equals), value().text(8, entry.substring(equals + 1)));
            }
            if (!part.equals(parts.getLast())) {
                ProtobufBytes vector = new ProtobufBytes().message(1, value().message(12, inner));
                dictionary.entry(2, "primitive_functions", value().message(11, vector));
            }
            inner = dictionary;
        }
        return inner.build();
    }

    private static ProtobufBytes value() {
        return new ProtobufBytes().number(1, 1).number(2, 6);
    }

    /** By name. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        all.put("sound.cmf", model("uid=a type=CompositeFunction / uid=b op=Times"));
        all.put("user.model", model("uid=a / module=evil class=Layer code=import_os.system(1)"));
        all.put("cut.cmf", Arrays.copyOf(model("uid=a / module=evil"), 60));
        return all;
    }
}
