package dev.assay.detectors.model.unsupported;

import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Heads of formats that are only known by sight. */
public final class UnsupportedSamples {
    private UnsupportedSamples() {}

    private static byte[] at(int offset, String hex) {
        byte[] magic = HexFormat.of().parseHex(hex);
        byte[] bytes = new byte[offset + magic.length + 40];
        System.arraycopy(magic, 0, bytes, offset, magic.length);
        return bytes;
    }

    /** By file name; the part before the dash is the format's id. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        all.put("rar-4.rar", at(0, "526172211a0700"));
        all.put("rar-5.rar", at(0, "526172211a070100"));
        all.put("zstd-old-x", at(0, "27b52ffd"));
        all.put("compress-x.z", at(0, "1f9d90"));
        all.put("cabinet-x", at(0, "4d53434600000000"));
        all.put("hdf5-x.h5", at(0, "894844460d0a1a0a"));
        all.put("hdf5-user.h5", at(512, "894844460d0a1a0a"));
        all.put("gguf-x.gguf", at(0, "4747554603000000"));
        all.put("ggml-x", at(0, "746a676703000000"));
        all.put("tflite-x.tflite", at(0, "1c00000054464c33"));
        all.put("onnx-x.onnx", at(0, "0807120770"));
        all.put("tensorflow-graph-saved_model.pb", at(0, "0801"));
        all.put("coreml-x.mlmodel", at(0, "0801"));
        all.put("torch7-x.t7", at(0, "0400"));
        all.put("rdata-x", at(0, "524458330a580a"));
        all.put("rds-x", at(0, "580a000000030004"));
        all.put("java-serialized-x", at(0, "aced000573720011"));
        all.put("java-serialized-block", at(0, "aced00057704"));
        all.put("java-serialized-long-block", at(0, "aced00057a0000"));
        all.put("lua-bytecode-x", at(0, "1b4c756154"));
        return all;
    }
}
