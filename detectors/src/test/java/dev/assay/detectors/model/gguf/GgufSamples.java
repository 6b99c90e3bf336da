package dev.assay.detectors.model.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Makes GGUF and GGML files, good and bad. */
public final class GgufSamples {
    private GgufSamples() {}

    /** A small model with keys of many kinds, in every version and byte order. */
    static byte[] model(int version, ByteOrder order) {
        return new GgufBytes(version, order)
                .header(3, 9)
                .string("general.architecture", "llama")
                .string("general.name", "Small")
                .string("general.license", "apache-2.0")
                .u32("general.file_type", 2)
                .u32("general.alignment", 32)
                .key("llama.rope", GgufBytes.F32)
                .i32(Float.floatToIntBits(1.5f))
                .key("tokenizer.ggml.add_bos", GgufBytes.BOOL)
                .u8(1)
                .array("tokenizer.ggml.tokens", GgufBytes.STRING, 3)
                .text("<s>")
                .text("{{")
                .text("c")
                .string("tokenizer.chat_template", "{{ messages[0]['content'] }}")
                .tensor("token_embd.weight", 2, 0, 32, 3)
                .tensor("norm.weight", 0, 64, 8)
                .tensor("scale", 1, 96)
                .align(32)
                .zeros(54)
                .align(32)
                .zeros(32)
                .zeros(2)
                .done();
    }

    static byte[] model() {
        return model(3, ByteOrder.LITTLE_ENDIAN);
    }

    /** A model of LLaMA as it was before GGUF; {@code magic} as it stands in the file. */
    static byte[] ggml(String magic, int version) {
        ByteBuffer out = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        out.put(magic.getBytes(StandardCharsets.US_ASCII));
        boolean scored = !magic.equals("lmgg");
        if (scored) {
            out.putInt(version);
        }
        out.putInt(2).putInt(8).putInt(256).putInt(1).putInt(1).putInt(4).putInt(2);
        for (String token : new String[] {"a", "bc"}) {
            out.putInt(token.length()).put(token.getBytes(StandardCharsets.US_ASCII));
            if (scored) {
                out.putFloat(-1);
            }
        }
        tensor(out, "norm", magic.equals("tjgg"), 0, 32, 8);
        tensor(out, "w", magic.equals("tjgg"), 2, magic.equals("tjgg") && version == 3 ? 36 : 40, 32, 2);
        return java.util.Arrays.copyOf(out.array(), out.position());
    }

    static void tensor(ByteBuffer out, String name, boolean aligned, int type, int bytes, int... shape) {
        out.putInt(shape.length).putInt(name.length()).putInt(type);
        for (int dimension : shape) {
            out.putInt(dimension);
        }
        out.put(name.getBytes(StandardCharsets.US_ASCII));
        while (aligned && out.position() % 32 != 0) {
            out.put((byte) 0);
        }
        out.position(out.position() + bytes);
    }

    /** By file name. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        for (int version = 1; version <= 3; version++) {
            all.put("v" + version + ".gguf", model(version, ByteOrder.LITTLE_ENDIAN));
        }
        all.put("big-endian.gguf", model(3, ByteOrder.BIG_ENDIAN));
        all.put("empty.gguf", GgufBytes.of(0, 0).done());
        all.put(
                "nested.gguf",
                GgufBytes.of(0, 1)
                        .array("a", GgufBytes.ARRAY, 2)
                        .i32(GgufBytes.U8)
                        .i64(2)
                        .u8(1)
                        .u8(2)
                        .i32(GgufBytes.STRING)
                        .i64(1)
                        .text("x")
                        .done());
        all.put(
                "trailing.gguf",
                GgufBytes.of(0, 0)
                        .bytes("cos\nsystem\n.".getBytes(StandardCharsets.US_ASCII))
                        .done());
        all.put("count.gguf", GgufBytes.of(0, Long.MAX_VALUE).done());
        all.put("old.ggml", ggml("lmgg", 0));
        all.put("ggmf.bin", ggml("fmgg", 1));
        all.put("ggjt-1.bin", ggml("tjgg", 1));
        all.put("ggjt-3.bin", ggml("tjgg", 3));
        return all;
    }
}
