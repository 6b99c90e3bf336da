package dev.assay.detectors.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Writes tar archives block by block, sound ones unless a test says otherwise. */
public final class TarBytes {
    /** One header's fields. */
    public static final class Header {
        public String name = "";
        public long size;
        public char type = '0';
        public String link = "";
        public String magic = "ustar\00000";
        public String prefix = "";
        public boolean base256;
        public boolean signedSum;
        public int sumMore;

        byte[] block() {
            byte[] block = new byte[512];
            put(block, 0, name);
            put(block, 100, "0000644\0");
            put(block, 108, "0000000\0");
            put(block, 116, "0000000\0");
            if (base256) {
                block[124] = (byte) 0x80;
                for (int i = 0; i < 8; i++) {
                    block[135 - i] = (byte) (size >> 8 * i);
                }
            } else {
                put(block, 124, String.format("%011o ", size));
            }
            put(block, 136, "00000000000 ");
            put(block, 148, "        ");
            block[156] = (byte) type;
            put(block, 157, link);
            put(block, 257, magic);
            put(block, 345, prefix);
            int sum = sumMore;
            for (byte b : block) {
                sum += signedSum ? b : b & 0xff;
            }
            put(block, 148, String.format("%06o\0 ", sum));
            return block;
        }

        private static void put(byte[] block, int at, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(bytes, 0, block, at, bytes.length);
        }
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A member; {@code change} may set any field of its header. */
    public TarBytes member(String name, String content, Consumer<Header> change) {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        Header header = new Header();
        header.name = name;
        header.size = bytes.length;
        change.accept(header);
        return raw(header.block()).data(bytes);
    }

    public TarBytes file(String name, String content) {
        return member(name, content, _ -> {});
    }

    public TarBytes link(char type, String name, String target) {
        return member(name, "", header -> {
            header.type = type;
            header.link = target;
        });
    }

    /** An extended header with one record for each {@code key=value}. */
    public TarBytes pax(char type, String... records) {
        StringBuilder text = new StringBuilder();
        for (String record : records) {
            int length = record.length() + 3;
            while (Integer.toString(length).length() + record.length() + 2 != length) {
                length++;
            }
            text.append(length).append(' ').append(record).append('\n');
        }
        return member("PaxHeader", text.toString(), header -> header.type = type);
    }

    /** Bytes, filled up to a block. */
    public TarBytes data(byte[] bytes) {
        return raw(Arrays.copyOf(bytes, (bytes.length + 511) / 512 * 512));
    }

    public TarBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** The two zero blocks. */
    public TarBytes end() {
        return raw(new byte[1024]);
    }

    public byte[] build() {
        return out.toByteArray();
    }
}
