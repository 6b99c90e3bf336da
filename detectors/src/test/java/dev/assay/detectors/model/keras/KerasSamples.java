package dev.assay.detectors.model.keras;

import dev.assay.detectors.archive.ZipBytes;
import dev.assay.detectors.model.marshal.MarshalSamples;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Makes configurations and archives as Keras 2 and 3 write them, bad ones too. */
public final class KerasSamples {
    private KerasSamples() {}

    /** A function's bytecode as Keras writes it into texts, with a line feed for each 76 characters. */
    static String encoded(String expression) {
        return Base64.getMimeEncoder(76, new byte[] {'\n'})
                .encodeToString(MarshalSamples.function(expression))
                .replace("\n", "\\n");
    }

    /** A Lambda layer of Keras 3. */
    static String lambda(String expression) {
        return "{\"module\":\"keras.layers\",\"class_name\":\"Lambda\",\"config\":{\"name\":\"l\",\"trainable\":true,"
                + "\"function\":{\"class_name\":\"__lambda__\",\"config\":{\"code\":\"" + encoded(expression)
                + "\",\"defaults\":null,\"closure\":null}},\"arguments\":{}},\"registered_name\":null}";
    }

    /** A model of these layers. */
    static String model(String layers) {
        return "{\"module\":\"keras\",\"class_name\":\"Sequential\",\"config\":{\"name\":\"sequential\",\"trainable\":true,"
                + "\"dtype\":{\"module\":\"keras\",\"class_name\":\"DTypePolicy\",\"config\":{\"name\":\"float32\"},"
                + "\"registered_name\":null},\"layers\":["
                + layers + "],\"build_input_shape\":[null,4]},\"registered_name\":null,\"build_config\":"
                + "{\"input_shape\":[null,4]},\"compile_config\":{\"optimizer\":{\"module\":\"keras.optimizers\","
                + "\"class_name\":\"Adam\",\"config\":{\"learning_rate\":0.001},\"registered_name\":null},\"loss\":\"mse\"}}";
    }

    static final String DENSE =
            "{\"module\":\"keras.layers\",\"class_name\":\"Dense\",\"config\":{\"name\":\"dense\",\"units\":2,"
                    + "\"activation\":{\"module\":\"builtins\",\"class_name\":\"function\",\"config\":\"relu\","
                    + "\"registered_name\":\"function\"},\"kernel_initializer\":{\"module\":\"keras.initializers\","
                    + "\"class_name\":\"GlorotUniform\",\"config\":{\"seed\":null},\"registered_name\":null}},"
                    + "\"registered_name\":null,\"build_config\":{\"input_shape\":[null,4]}}";

    static ZipBytes archive(String config) {
        ZipBytes zip = new ZipBytes();
        zip.stored("metadata.json", "{\"keras_version\": \"3.9.0\", \"date_saved\": \"2026-01-01@00:00:00\"}");
        zip.stored("config.json", config.getBytes(StandardCharsets.UTF_8));
        return zip;
    }

    /** By file name. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        all.put("dense.keras", archive(model(DENSE)).build());
        all.put(
                "lambda.keras",
                archive(model(DENSE + "," + lambda("os.system(\"id\")"))).build());
        all.put("lambda.keras.json", model(lambda("exec(\"1\")")).getBytes(StandardCharsets.UTF_8));
        return all;
    }
}
