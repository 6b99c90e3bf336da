package dev.assay.detectors.model.stablebaselines;

import dev.assay.detectors.archive.ZipBytes;
import dev.assay.detectors.model.pickle.PickleBytes;
import java.util.Base64;
import java.util.Map;

/** Small zips as stable-baselines3 writes them. */
public final class StableBaselinesSamples {
    static final String HOSTILE = base64(
            PickleBytes.proto(4).stackGlobal("os", "system").str("id").call1().stop());

    static final String BENIGN = base64(PickleBytes.proto(4)
            .stackGlobal("collections", "OrderedDict")
            .emptyTuple()
            .reduce()
            .stop());

    private StableBaselinesSamples() {}

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] zip(String member, String json) {
        ZipBytes zip = new ZipBytes();
        zip.stored(member, json);
        return zip.build();
    }

    public static Map<String, byte[]> all() {
        String json = "{\"policy\": {\":type:\": \"x\", \":serialized:\": \"%s\"}, \"gamma\": 0.99, \"n\": [1, null]}";
        return Map.of(
                "sb3-benign.zip", zip("data", String.format(json, BENIGN)),
                "sb3-hostile.zip", zip("data", String.format(json, HOSTILE)));
    }
}
