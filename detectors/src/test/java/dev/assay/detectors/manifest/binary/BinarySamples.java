package dev.assay.detectors.manifest.binary;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.Deflater;

/** Makes the smallest programs of each kind that hold one section, and what compilers write into such sections. */
public final class BinarySamples {
    static final long ADDRESS = 0x40_0000;

    private static final int ELF_DATA = 512;

    private BinarySamples() {}

    /** One of each kind, for the contract of all decoders. */
    public static Map<String, byte[]> all() {
        byte[] info = go("go1.22.1", "path\ta/b\nmod\ta/b\tv1.0.0\th1:A=\ndep\tc/d\tv1.2.3\th1:B=\n");
        byte[] crates = deflated(
                "{\"packages\": [{\"name\": \"a\", \"version\": \"1.0.0\", \"source\": \"local\", \"root\": true}]}"
                        .getBytes(StandardCharsets.UTF_8));
        return Map.of(
                "go-elf", elf(".go.buildinfo", info),
                "go-pe.exe", pe(".data", info),
                "go-fat", fat(mach("__go_buildinfo", info)),
                "go-pointed", stripped(pointed("go1.17", "mod\ta/b\tv1.0.0\n", true)),
                "auditable-elf", elf(".dep-v0", crates));
    }

    /** ELF of 64 bits with the section, and the table of names. */
    static byte[] elf(String name, byte[] data) {
        byte[] names = ("\0" + name + "\0.shstrtab\0").getBytes(StandardCharsets.ISO_8859_1);
        int namesAt = ELF_DATA + data.length;
        int table = (namesAt + names.length + 7) & ~7;
        ByteBuffer out = ByteBuffer.allocate(table + 3 * 64).order(ByteOrder.LITTLE_ENDIAN);
        out.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        out.putShort(16, (short) 2).putShort(18, (short) 62).putInt(20, 1);
        out.putLong(40, table).putShort(52, (short) 64).putShort(58, (short) 64);
        out.putShort(60, (short) 3).putShort(62, (short) 2);
        section(out, table + 64, 1, ADDRESS, ELF_DATA, data.length, 3);
        section(out, table + 128, 2 + name.length(), 0, namesAt, names.length, 0);
        out.put(ELF_DATA, data).put(namesAt, names);
        return out.array();
    }

    private static void section(ByteBuffer out, int row, int name, long address, int offset, int size, int flags) {
        out.putInt(row, name).putInt(row + 4, 1).putLong(row + 8, flags);
        out.putLong(row + 16, address).putLong(row + 24, offset).putLong(row + 32, size);
    }

    /** The same of 32 bits with a segment alone, as {@code strip} leaves it at most. */
    static byte[] stripped(byte[] data) {
        ByteBuffer out = ByteBuffer.allocate(ELF_DATA + data.length).order(ByteOrder.BIG_ENDIAN);
        out.put(0, new byte[] {0x7f, 'E', 'L', 'F', 1, 2, 1});
        out.putInt(28, 52).putShort(42, (short) 32).putShort(44, (short) 1);
        out.putInt(52, 1).putInt(56, ELF_DATA).putInt(60, (int) ADDRESS);
        out.putInt(68, data.length).putInt(72, data.length).putInt(76, 6);
        return out.put(ELF_DATA, data).array();
    }

    /** PE of 64 bits. */
    static byte[] pe(String name, byte[] data) {
        ByteBuffer out = ByteBuffer.allocate(1024 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(0, new byte[] {'M', 'Z'}).putInt(60, 128);
        out.put(128, new byte[] {'P', 'E', 0, 0}).putShort(134, (short) 1).putShort(148, (short) 112);
        out.putShort(152, (short) 0x20b).putLong(176, 0x1_4000_0000L);
        int row = 152 + 112;
        out.put(row, name.getBytes(StandardCharsets.ISO_8859_1));
        out.putInt(row + 12, 0x1000)
                .putInt(row + 16, data.length)
                .putInt(row + 20, 1024)
                .putInt(row + 36, 0xc000_0040);
        return out.put(1024, data).array();
    }

    /** Mach-O of 64 bits. */
    static byte[] mach(String name, byte[] data) {
        ByteBuffer out = ByteBuffer.allocate(512 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0, 0xfeed_facf)
                .putInt(4, 0x100_000c)
                .putInt(12, 2)
                .putInt(16, 1)
                .putInt(20, 152);
        out.putInt(32, 0x19).putInt(36, 152).putInt(32 + 60, 3).putInt(32 + 64, 1);
        int row = 32 + 72;
        out.put(row, name.getBytes(StandardCharsets.ISO_8859_1));
        out.putLong(row + 32, ADDRESS).putLong(row + 40, data.length).putInt(row + 48, 512);
        return out.put(512, data).array();
    }

    /** For two architectures, of which the first is at 4096. */
    static byte[] fat(byte[] thin) {
        ByteBuffer out = ByteBuffer.allocate(4096 + thin.length);
        out.putInt(0, 0xcafe_babe)
                .putInt(4, 1)
                .putInt(8, 0x100_000c)
                .putInt(16, 4096)
                .putInt(20, thin.length);
        return out.put(4096, thin).array();
    }

    /** As since Go 1.18. */
    static byte[] go(String version, String modules) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header(2, 8));
        out.writeBytes(new byte[16]);
        text(version.getBytes(StandardCharsets.UTF_8), out);
        text(wrapped(modules), out);
        return out.toByteArray();
    }

    /** As before that: addresses of texts. */
    static byte[] pointed(String version, String modules, boolean isBig) {
        ByteOrder order = isBig ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        byte[] text = version.getBytes(StandardCharsets.UTF_8);
        byte[] lines = wrapped(modules);
        int width = isBig ? 4 : 8;
        ByteBuffer out = ByteBuffer.allocate(128 + text.length + lines.length).order(order);
        out.put(0, header(isBig ? 1 : 0, width));
        number(out, 16, ADDRESS + 64, width);
        number(out, 16 + width, ADDRESS + 96, width);
        number(out, 64, ADDRESS + 128, width);
        number(out, 64 + width, text.length, width);
        number(out, 96, ADDRESS + 128 + text.length, width);
        number(out, 96 + width, lines.length, width);
        return out.put(128, text).put(128 + text.length, lines).array();
    }

    private static void number(ByteBuffer out, int at, long value, int width) {
        if (width == 8) {
            out.putLong(at, value);
        } else {
            out.putInt(at, (int) value);
        }
    }

    private static byte[] header(int flags, int width) {
        byte[] header = Arrays.copyOf("\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1), 16);
        header[14] = (byte) width;
        header[15] = (byte) flags;
        return header;
    }

    private static byte[] wrapped(String modules) {
        return ("0123456789abcdef" + modules + "0123456789abcdef").getBytes(StandardCharsets.UTF_8);
    }

    private static void text(byte[] text, ByteArrayOutputStream out) {
        int length = text.length;
        for (; length >= 0x80; length >>= 7) {
            out.write(length & 0x7f | 0x80);
        }
        out.write(length);
        out.writeBytes(text);
    }

    static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] block = new byte[8192];
        while (!deflater.finished()) {
            out.write(block, 0, deflater.deflate(block));
        }
        deflater.end();
        return out.toByteArray();
    }
}
