package dev.assay.detectors.model.llamafile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** Makes llamafiles: a program's header, and a zip whose offsets count from the start of the program. */
public final class LlamafileSamples {
    /** A GGUF without keys and tensors. */
    static final byte[] MODEL = ByteBuffer.allocate(24)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put("GGUF".getBytes(StandardCharsets.US_ASCII))
            .putInt(3)
            .array();

    private LlamafileSamples() {}

    /** An ELF header for x86-64 and some zeros. */
    static byte[] program() {
        byte[] elf = new byte[256];
        byte[] start = {0x7f, 'E', 'L', 'F', 2, 1, 1};
        System.arraycopy(start, 0, elf, 0, start.length);
        elf[16] = 2;
        elf[18] = 62;
        return elf;
    }

    static byte[] file(byte[] program, Map<String, byte[]> members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        try {
            out.write(program);
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                byte[] name = member.getKey().getBytes(StandardCharsets.UTF_8);
                CRC32 crc = new CRC32();
                crc.update(member.getValue());
                ByteBuffer common = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
                common.putShort((short) 20)
                        .putShort((short) 0)
                        .putShort((short) 0)
                        .putInt(0x5a210000);
                common.putInt((int) crc.getValue())
                        .putInt(member.getValue().length)
                        .putInt(member.getValue().length);
                common.putShort((short) name.length).putShort((short) 0);
                ByteBuffer entry = ByteBuffer.allocate(46).order(ByteOrder.LITTLE_ENDIAN);
                entry.putInt(0x02014b50).putShort((short) 20).put(common.array(), 0, 26);
                entry.position(42);
                entry.putInt(out.size());
                directory.write(entry.array());
                directory.write(name);
                out.write(new byte[] {'P', 'K', 3, 4});
                out.write(common.array(), 0, 26);
                out.write(name);
                out.write(member.getValue());
            }
            ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
            end.putInt(0x06054b50).putInt(0).putShort((short) members.size()).putShort((short) members.size());
            end.putInt(directory.size()).putInt(out.size());
            out.write(directory.toByteArray());
            out.write(end.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] file(String arguments) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("model.gguf", MODEL);
        members.put(".args", arguments.getBytes(StandardCharsets.UTF_8));
        return file(program(), members);
    }

    /** By file name. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        all.put("small.llamafile", file("-m\nmodel.gguf\n"));
        all.put("unsecure.llamafile", file("-m\nmodel.gguf\n--unsecure\n"));
        all.put("no-zip.llamafile", program());
        return all;
    }
}
