package dev.assay.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A state_dict in the zip format of torch.save, laid out as torch's PyTorchStreamWriter does (caffe2/serialize): stored
 * members, sizes and checksum only in a data descriptor and the central directory, version needed 0, no date, an
 * extra field "FB" that pads each member's data to a multiple of 64 bytes, and the end records of zip64 whatever the
 * size. torch.save of torch 2.13 writes the same bytes, but for the serialization id and its checksum.
 */
final class TorchZip {
    private static final int ALIGNMENT_BYTES = 64;
    private static final int DATA_DESCRIPTOR_AND_UTF8 = 0x0808;
    private static final String ROOT = "archive/";

    private final OutputStream out;
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private long position;
    private int members;

    private TorchZip(OutputStream out) {
        this.out = out;
    }

    /** Writes {@code tensors} square float tensors with {@code side} rows, one storage each. */
    static void write(OutputStream out, int tensors, int side, long seed) throws IOException {
        TorchZip zip = new TorchZip(out);
        zip.member("data.pkl", stateDict(tensors, side));
        zip.member(".format_version", ascii("1"));
        zip.member(".storage_alignment", ascii("64"));
        zip.member("byteorder", ascii("little"));
        for (int i = 0; i < tensors; i++) {
            zip.member("data/" + i, Weights.of(side * side * Float.BYTES, seed + i));
        }
        zip.member("version", ascii("3\n"));
        zip.member(".data/serialization_id", ascii("0636067891270912412113195513961029246281"));
        zip.end();
    }

    /** The pickle of protocol 2 that torch writes for an OrderedDict of tensors, each with its own storage. */
    static byte[] stateDict(int tensors, int side) {
        Protocol2 pickle = new Protocol2();
        pickle.raw("\u0080\u0002").raw("ccollections\nOrderedDict\n").put();
        pickle.raw(")R").put().raw("(");
        for (int i = 0; i < tensors; i++) {
            pickle.text("model.layers." + i + ".weight");
            if (i == 0) {
                pickle.raw("ctorch._utils\n_rebuild_tensor_v2\n").put();
            } else {
                pickle.get(pickle.rebuild);
            }
            pickle.raw("((");
            if (i == 0) {
                pickle.rebuild = pickle.memoized - 1;
                pickle.text("storage");
                pickle.storage = pickle.memoized - 1;
                pickle.raw("ctorch\nFloatStorage\n").put();
            } else {
                pickle.get(pickle.storage).get(pickle.storage + 1);
            }
            pickle.text(Integer.toString(i));
            if (i == 0) {
                pickle.text("cpu");
                pickle.cpu = pickle.memoized - 1;
            } else {
                pickle.get(pickle.cpu);
            }
            pickle.integer(side * side).raw("t").put().raw("Q");
            pickle.integer(0).integer(side).integer(side).raw("\u0086").put();
            pickle.integer(side).integer(1).raw("\u0086").put();
            pickle.raw("\u0089").get(0).raw(")R").put().raw("t").put().raw("R").put();
        }
        return pickle.raw("u.").bytes();
    }

    private void member(String path, byte[] data) throws IOException {
        byte[] name = ascii(ROOT + path);
        CRC32 crc = new CRC32();
        crc.update(data);
        long headerPosition = position;
        int paddingBytes = Math.floorMod(-(position + 30 + name.length + 4), ALIGNMENT_BYTES);
        byte[] padding = new byte[paddingBytes];
        Arrays.fill(padding, (byte) 'Z');
        emit(little(30 + name.length + 4)
                .putInt(0x04034b50)
                .putShort((short) 0)
                .putShort((short) DATA_DESCRIPTOR_AND_UTF8)
                .put(new byte[18])
                .putShort((short) name.length)
                .putShort((short) (4 + paddingBytes))
                .put(name)
                .put(ascii("FB"))
                .putShort((short) paddingBytes)
                .array());
        emit(padding);
        emit(data);
        emit(little(16)
                .putInt(0x08074b50)
                .putInt((int) crc.getValue())
                .putInt(data.length)
                .putInt(data.length)
                .array());
        directory.write(little(46 + name.length)
                .putInt(0x02014b50)
                .putInt(0)
                .putShort((short) DATA_DESCRIPTOR_AND_UTF8)
                .put(new byte[6])
                .putInt((int) crc.getValue())
                .putInt(data.length)
                .putInt(data.length)
                .putShort((short) name.length)
                .put(new byte[12])
                .putInt(Math.toIntExact(headerPosition))
                .put(name)
                .array());
        members++;
    }

    private void end() throws IOException {
        long directoryPosition = position;
        emit(directory.toByteArray());
        long zip64RecordPosition = position;
        emit(little(56)
                .putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 0x031e)
                .putShort((short) 0x002d)
                .putLong(0)
                .putLong(members)
                .putLong(members)
                .putLong(directory.size())
                .putLong(directoryPosition)
                .array());
        emit(little(20)
                .putInt(0x07064b50)
                .putInt(0)
                .putLong(zip64RecordPosition)
                .putInt(1)
                .array());
        emit(little(22)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) members)
                .putShort((short) members)
                .putInt(directory.size())
                .putInt(Math.toIntExact(directoryPosition))
                .putShort((short) 0)
                .array());
    }

    private void emit(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The few opcodes of protocol 2 that a state_dict needs; text arguments are latin1, one char a byte. */
    private static final class Protocol2 {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int memoized;
        private int rebuild;
        private int storage;
        private int cpu;

        private Protocol2 raw(String opcodes) {
            out.writeBytes(opcodes.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        private Protocol2 put() {
            return index('q', 'r', memoized++);
        }

        private Protocol2 get(int memoIndex) {
            return index('h', 'j', memoIndex);
        }

        private Protocol2 text(String value) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            out.write('X');
            out.writeBytes(little(Integer.BYTES).putInt(utf8.length).array());
            out.writeBytes(utf8);
            return put();
        }

        private Protocol2 integer(int value) {
            if (value < 0x100) {
                out.write('K');
                out.write(value);
            } else if (value < 0x10000) {
                out.write('M');
                out.writeBytes(little(Short.BYTES).putShort((short) value).array());
            } else {
                out.write('J');
                out.writeBytes(little(Integer.BYTES).putInt(value).array());
            }
            return this;
        }

        private Protocol2 index(char shortForm, char longForm, int memoIndex) {
            if (memoIndex < 256) {
                out.write(shortForm);
                out.write(memoIndex);
            } else {
                out.write(longForm);
                out.writeBytes(little(Integer.BYTES).putInt(memoIndex).array());
            }
            return this;
        }

        private byte[] bytes() {
            return out.toByteArray();
        }
    }
}
