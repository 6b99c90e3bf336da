package dev.assay.detectors.model.paddle;

import dev.assay.detectors.ProtobufBytes;
import dev.assay.engine.text.Parts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes Paddle's programs out of words, bad ones too: only bytes, which nothing ever loads. */
public final class PaddleSamples {
    private PaddleSamples() {}

    /** The notation of {@code rules.yaml}. */
    static byte[] program(String words) {
        List<String> all = Parts.of(words, ' ');
        ProtobufBytes operator = new ProtobufBytes()
                .message(1, new ProtobufBytes().text(1, "X").text(2, "x"))
                .text(3, all.getFirst());
        operator.message(
                4, new ProtobufBytes().text(1, "op_callstack").number(2, 5).text(8, "File a.py, line 3 (f)"));
        for (String attribute : all.subList(1, all.size())) {
            int equals = attribute.indexOf('=');
            operator.message(
                    4,
                    new ProtobufBytes()
                            .text(1, attribute.substring(0, equals))
                            .number(2, 2)
                            .text(5, attribute.substring(equals + 1)));
        }
        ProtobufBytes type = new ProtobufBytes().number(1, 7);
        ProtobufBytes block = new ProtobufBytes()
                .number(1, 0)
                .number(2, -1)
                .message(3, new ProtobufBytes().text(1, "x").message(2, type))
                .message(4, operator);
        return new ProtobufBytes()
                .message(1, block)
                .message(4, new ProtobufBytes().number(1, 0))
                .build();
    }

    /** By name. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        all.put("sound.pdmodel", program("matmul_v2 trans_x=0"));
        all.put("python.pdmodel", program("py_func code=import_os.system(1)"));
        all.put("save.pdmodel", program("save_combine file_path=/etc/cron.d/x"));
        all.put("cut.pdmodel", Arrays.copyOf(program("py_func"), 40));
        return all;
    }
}
