package dev.assay.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * A file of any size that is nowhere: what is not zeros is held, the rest is made when it is sent. For servers of files
 * that no disk of a build machine would hold.
 */
final class VirtualFile {
    private static final byte[] ZEROS = new byte[1 << 16];
    private static final int ALIGNMENT_BYTES = 64;
    private static final int TAR_BLOCK_BYTES = 512;
    private static final int JOBLIB_ROWS = 1024;
    private static final long MOST_32 = 0xffff_ffffL;

    private final TreeMap<Long, byte[]> pieces = new TreeMap<>();
    private long sizeBytes;

    private VirtualFile() {}

    long sizeBytes() {
        return sizeBytes;
    }

    private VirtualFile add(byte[] bytes) {
        pieces.put(sizeBytes, bytes);
        sizeBytes += bytes.length;
        return this;
    }

    private VirtualFile zeros(long n) {
        sizeBytes += n;
        return this;
    }

    /** Sends the bytes from one position up to another. */
    void write(OutputStream out, long from, long to) throws IOException {
        for (long at = from; at < to; ) {
            Map.Entry<Long, byte[]> piece = pieces.floorEntry(at);
            long end = piece == null ? -1 : piece.getKey() + piece.getValue().length;
            if (piece != null && at < end) {
                int offset = (int) (at - piece.getKey());
                int n = (int) Math.min(end - at, to - at);
                out.write(piece.getValue(), offset, n);
                at += n;
            } else {
                Long next = pieces.higherKey(at);
                int n = (int) Math.min(ZEROS.length, Math.min(next == null ? to : next, to) - at);
                out.write(ZEROS, 0, n);
                at += n;
            }
        }
    }

    /** Writes it to the disk, where the zeros become holes. */
    void store(Path file) throws IOException {
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (Map.Entry<Long, byte[]> piece : pieces.entrySet()) {
                writeAt(out, piece.getKey(), piece.getValue());
            }
            if (out.size() < sizeBytes) {
                writeAt(out, sizeBytes - 1, new byte[1]);
            }
        }
    }

    private static void writeAt(FileChannel out, long position, byte[] bytes) throws IOException {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        while (from.hasRemaining()) {
            var _ = out.write(from, position + from.position());
        }
    }

    /** Nothing but zeros, which no format is. */
    static VirtualFile ofZeros(long n) {
        return new VirtualFile().zeros(n);
    }

    /** A pickle of one bytes object. */
    static VirtualFile bytes(long n) {
        return new VirtualFile()
                .add(little(3 + Long.BYTES)
                        .put(new byte[] {(byte) 0x80, 4, (byte) 0x8e})
                        .putLong(n)
                        .array())
                .zeros(n)
                .add(ascii("."));
    }

    /** A tar of one member. */
    static VirtualFile tar(long n) {
        return new VirtualFile().add(tarHeader("zeros.bin", n)).zeros(n + Math.floorMod(-n, TAR_BLOCK_BYTES) + 1024);
    }

    /** A header of ustar, with a number of GNU's for what is too large for digits. */
    static byte[] tarHeader(String name, long size) {
        byte[] header = new byte[TAR_BLOCK_BYTES];
        ByteBuffer fields = ByteBuffer.wrap(header).put(ascii(name));
        fields.put(100, ascii("0000644\0000000000\0000000000\000"));
        if (size < 1L << 33) {
            fields.put(124, ascii(String.format("%011o", size)));
        } else {
            fields.put(124, (byte) 0x80).putLong(128, size);
        }
        fields.put(136, ascii("00000000000\000        0")).put(257, ascii("ustar\00000"));
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        fields.put(148, ascii(String.format("%06o", sum)));
        header[154] = 0;
        return header;
    }

    /** An array of doubles in numpy's own format. */
    static VirtualFile npy(long n) {
        return new VirtualFile().add(npyHeader(n)).zeros(n);
    }

    private static byte[] npyHeader(long n) {
        String text = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + n / Double.BYTES + ",), }";
        return little(128)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) 118)
                .put(ascii(text + " ".repeat(117 - text.length()) + "\n"))
                .array();
    }

    /** Arrays in a zip, stored as numpy.savez does. */
    static VirtualFile npz(int arrays, long arrayBytes) {
        VirtualFile file = new VirtualFile();
        ZipDirectory directory = new ZipDirectory();
        byte[] header = npyHeader(arrayBytes);
        int size = Math.toIntExact(header.length + arrayBytes);
        CRC32 crc = new CRC32();
        crc.update(header);
        for (long done = 0; done < arrayBytes; done += ZEROS.length) {
            crc.update(ZEROS, 0, (int) Math.min(ZEROS.length, arrayBytes - done));
        }
        for (int i = 0; i < arrays; i++) {
            file.header(directory, "arr_" + i + ".npy", size, crc.getValue());
            file.add(header).zeros(arrayBytes);
            file.descriptor(size, crc.getValue());
        }
        directory.end(file);
        return file;
    }

    /** A pickle of joblib's with an array of doubles behind its wrapper. */
    static VirtualFile joblib(long n) {
        return new VirtualFile()
                .add(ascii("\u0080\u0003cjoblib.numpy_pickle\nNumpyArrayWrapper\nq\000)\u0081q\001}q\002("
                        + text("subclass", 3) + "cnumpy\nndarray\nq\004"
                        + text("shape", 5) + "J"))
                .add(little(2 * Integer.BYTES + 1)
                        .putInt(Math.toIntExact(n / Double.BYTES / JOBLIB_ROWS))
                        .put((byte) 'J')
                        .putInt(JOBLIB_ROWS)
                        .array())
                .add(ascii("\u0086q\006" + text("order", 7) + text("C", 8)
                        + text("dtype", 9) + "cnumpy\ndtype\nq\012" + text("f8", 11) + "K\000K\001\u0087q\014Rq\015"
                        + text("allow_mmap", 14) + "\u0088"
                        + text("numpy_array_alignment_bytes", 15) + "K\020ub\010\377\377\377\377\377\377\377\377"))
                .zeros(n)
                .add(ascii("."));
    }

    /** A string that is put into the memo. */
    private static String text(String value, int number) {
        return "X" + (char) value.length() + "\000\000\000" + value + "q" + (char) number;
    }

    /** The header of a shared library for x86-64, and nothing that it points to. */
    static VirtualFile elf(long n) {
        byte[] header = little(64)
                .put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0})
                .putShort((short) 3)
                .putShort((short) 62)
                .putInt(1)
                .putLong(0)
                .putLong(64)
                .putLong(0)
                .putInt(0)
                .putShort((short) 64)
                .putShort((short) 56)
                .putShort((short) 0)
                .putShort((short) 64)
                .putShort((short) 0)
                .putShort((short) 0)
                .array();
        return new VirtualFile().add(header).zeros(n - header.length);
    }

    /** A safetensors file whose tensors are zeros: one of four bytes an element. */
    static VirtualFile safetensors(int tensors, long tensorBytes) {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < tensors; i++) {
            header.append(i == 0 ? "" : ",")
                    .append("\"model.layers.")
                    .append(i)
                    .append(".weight\":{\"dtype\":\"F32\",\"shape\":[")
                    .append(tensorBytes / Float.BYTES)
                    .append("],\"data_offsets\":[")
                    .append(i * tensorBytes)
                    .append(',')
                    .append((i + 1) * tensorBytes)
                    .append("]}");
        }
        header.append("}").append(" ".repeat(Math.floorMod(-header.length(), 8)));
        byte[] json = header.toString().getBytes(StandardCharsets.US_ASCII);
        return new VirtualFile()
                .add(little(Long.BYTES).putLong(json.length).array())
                .add(json)
                .zeros(tensors * tensorBytes);
    }

    /** A torch zip as {@link TorchZip} writes it, whose tensors are zeros, of more than 4 GB if they are enough. */
    static VirtualFile torchZip(int tensors, int side) {
        VirtualFile file = new VirtualFile();
        ZipDirectory directory = new ZipDirectory();
        int tensorBytes = side * side * Float.BYTES;
        CRC32 zeros = new CRC32();
        zeros.update(new byte[tensorBytes]);
        file.member(directory, "data.pkl", TorchZip.stateDict(tensors, side));
        file.member(directory, ".format_version", ascii("1"));
        file.member(directory, ".storage_alignment", ascii("64"));
        file.member(directory, "byteorder", ascii("little"));
        for (int i = 0; i < tensors; i++) {
            file.header(directory, "data/" + i, tensorBytes, zeros.getValue());
            file.zeros(tensorBytes);
            file.descriptor(tensorBytes, zeros.getValue());
        }
        file.member(directory, "version", ascii("3\n"));
        file.member(directory, ".data/serialization_id", ascii("0636067891270912412113195513961029246281"));
        directory.end(file);
        return file;
    }

    private void member(ZipDirectory directory, String path, byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(data);
        header(directory, path, data.length, crc.getValue());
        add(data);
        descriptor(data.length, crc.getValue());
    }

    private void header(ZipDirectory directory, String path, int bytes, long crc) {
        byte[] name = ascii("archive/" + path);
        directory.entry(name, sizeBytes, bytes, crc);
        int padding = Math.floorMod(-(sizeBytes + 30 + name.length + 4), ALIGNMENT_BYTES);
        add(little(30 + name.length + 4 + padding)
                .putInt(0x04034b50)
                .putShort((short) 0)
                .putShort((short) 0x0808)
                .put(new byte[18])
                .putShort((short) name.length)
                .putShort((short) (4 + padding))
                .put(name)
                .put(ascii("FB"))
                .putShort((short) padding)
                .array());
    }

    private void descriptor(int bytes, long crc) {
        add(little(16)
                .putInt(0x08074b50)
                .putInt((int) crc)
                .putInt(bytes)
                .putInt(bytes)
                .array());
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** One byte a char. */
    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The central directory, with 64-bit offsets where they are needed. */
    private static final class ZipDirectory {
        private final java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        private int members;

        void entry(byte[] name, long headerAt, int bytes, long crc) {
            boolean large = headerAt >= MOST_32;
            byte[] entry = new byte[46 + name.length + (large ? 12 : 0)];
            ByteBuffer fields = ByteBuffer.wrap(entry)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(0x02014b50)
                    .putInt(0)
                    .putShort((short) 0x0808)
                    .put(new byte[6])
                    .putInt((int) crc)
                    .putInt(bytes)
                    .putInt(bytes)
                    .putShort((short) name.length)
                    .putShort((short) (large ? 12 : 0))
                    .put(new byte[10])
                    .putInt((int) Math.min(headerAt, MOST_32))
                    .put(name);
            if (large) {
                fields.putShort((short) 1).putShort((short) 8).putLong(headerAt);
            }
            out.writeBytes(entry);
            members++;
        }

        void end(VirtualFile file) {
            long at = file.sizeBytes;
            file.add(out.toByteArray());
            long recordAt = file.sizeBytes;
            file.add(little(56 + 20 + 22)
                    .putInt(0x06064b50)
                    .putLong(44)
                    .putShort((short) 0x031e)
                    .putShort((short) 0x002d)
                    .putLong(0)
                    .putLong(members)
                    .putLong(members)
                    .putLong(out.size())
                    .putLong(at)
                    .putInt(0x07064b50)
                    .putInt(0)
                    .putLong(recordAt)
                    .putInt(1)
                    .putInt(0x06054b50)
                    .putInt(0)
                    .putShort((short) members)
                    .putShort((short) members)
                    .putInt(out.size())
                    .putInt((int) Math.min(at, MOST_32))
                    .putShort((short) 0)
                    .array());
        }
    }
}
