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
        all.put("rpm-x.rpm", at(0, "edabeedb03000000"));
        all.put("cpio-stripped-x", at(0, "30373037305800000000"));
        all.put("iso9660-x.iso", at(32769, "434430303101"));
        all.put("squashfs-x", at(0, "6873717301000000"));
        all.put("xar-x.pkg", at(0, "78617221001c0001"));
        all.put("wim-x.wim", at(0, "4d5357494d000000d0000000"));
        all.put("lzip-x.lz", at(0, "4c5a49500114"));
        all.put("lzop-x.lzo", at(0, "894c5a4f000d0a1a0a1040"));
        all.put("lrzip-x.lrz", at(0, "4c525a490006"));
        all.put("snappy-x.sz", at(0, "ff060000734e61507059"));
        all.put("lha-x.lzh", at(2, "2d6c68352d"));
        all.put("arj-x.arj", at(0, "60ea2a00"));
        all.put("brotli-x.br", at(0, "0b0180"));
        all.put("cntk-1-x.dnn", at(0, "420043004e000000420056006500720073006900"));
        all.put("java-serialized-x", at(0, "aced000573720011"));
        all.put("java-serialized-block", at(0, "aced00057704"));
        all.put("java-serialized-long-block", at(0, "aced00057a0000"));
        all.put("lua-bytecode-x", at(0, "1b4c756154"));
        return all;
    }
}
