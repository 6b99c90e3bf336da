package dev.assay.detectors.model.executable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** Makes the heads of executables. */
public final class ExecutableSamples {
    private ExecutableSamples() {}

    public static byte[] elf(int bits, ByteOrder order, int type, int machine) {
        return ByteBuffer.allocate(128)
                .order(order)
                .put(new byte[] {
                    0x7f, 'E', 'L', 'F', (byte) (bits / 32), (byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2), 1
                })
                .putShort(16, (short) type)
                .putShort(18, (short) machine)
                .putInt(20, 1)
                .array();
    }

    public static byte[] pe(int at, int machine, int characteristics) {
        return ByteBuffer.allocate(at + 64)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'M', 'Z'})
                .putInt(0x3c, at)
                .put(at, new byte[] {'P', 'E', 0, 0})
                .putShort(at + 4, (short) machine)
                .putShort(at + 22, (short) characteristics)
                .array();
    }

    public static byte[] mach(int magic, ByteOrder order, int machine, int kind) {
        return ByteBuffer.allocate(128)
                .order(order)
                .putInt(magic)
                .putInt(machine)
                .putInt(3)
                .putInt(kind)
                .array();
    }

    public static byte[] fat(int architectures, int machine) {
        return ByteBuffer.allocate(128)
                .putInt(0xcafebabe)
                .putInt(architectures)
                .putInt(machine)
                .array();
    }

    /** By file name. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        all.put("libx.so", elf(64, ByteOrder.LITTLE_ENDIAN, 3, 62));
        all.put("x.dll", pe(128, 0x8664, 0x2022));
        all.put("far.exe", pe(200_000, 0x8664, 0x22));
        all.put("x.dylib", mach(0xfeedfacf, ByteOrder.LITTLE_ENDIAN, 0x0100000c, 6));
        all.put("fat", fat(2, 0x01000007));
        return all;
    }
}
