package dev.assay.detectors.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes zips field by field, sound ones unless a test says otherwise: every field of a member can be set apart for its
 * local header and for its entry in the central directory.
 */
public final class ZipBytes {
    /** One header's fields. */
    public static final class Header {
        public byte[] name;
        public int flags;
        public int method;
        public int crc;
        public long csize;
        public long usize;
        public byte[] extra = {};
        public int madeBy = 3 << 8 | 20;
        public int mode = 0100644;
        public long offset = -1; // -1: where the member is

        Header(byte[] name) {
            this.name = name;
        }

        public void name(String text) {
            name = text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** A member: what its two headers say, and its data as they are written. */
    public static final class Member {
        public final Header local;
        public final Header central;
        public byte[] data;
        public byte[] descriptor = {};
        public byte[] before = {};
        public boolean listed = true;
        public boolean written = true;

        Member(String name, byte[] data) {
            this.local = new Header(name.getBytes(StandardCharsets.UTF_8));
            this.central = new Header(name.getBytes(StandardCharsets.UTF_8));
            this.data = data;
        }

        public Member both(Consumer<Header> change) {
            change.accept(local);
            change.accept(central);
            return this;
        }

        /** Moves sum and sizes behind the data. */
        public Member streamed(boolean signature) {
            both(header -> header.flags |= 8);
            ByteBuffer out = ByteBuffer.allocate(signature ? 16 : 12).order(ByteOrder.LITTLE_ENDIAN);
            if (signature) {
                out.putInt(0x08074b50);
            }
            out.putInt(local.crc).putInt((int) local.csize).putInt((int) local.usize);
            descriptor = out.array();
            local.crc = 0;
            local.csize = 0;
            local.usize = 0;
            return this;
        }
    }

    public byte[] prefix = {};
    public byte[] beforeDirectory = {};
    public byte[] comment = {};
    public byte[] suffix = {};
    public boolean zip64;
    public boolean offsetsFromPrefix;
    public int entriesMore;
    public int disk;
    private final List<Member> members = new ArrayList<>();

    public Member stored(String name, String text) {
        return stored(name, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Member stored(String name, byte[] content) {
        return add(name, content, content, 0);
    }

    public Member deflated(String name, String text) {
        return deflated(name, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Member deflated(String name, byte[] content) {
        return add(name, content, deflate(content), 8);
    }

    private Member add(String name, byte[] content, byte[] data, int method) {
        Member member = new Member(name, data);
        CRC32 crc = new CRC32();
        crc.update(content);
        member.both(header -> {
            header.method = method;
            header.crc = (int) crc.getValue();
            header.csize = data.length;
            header.usize = content.length;
        });
        members.add(member);
        return member;
    }

    /** Raw deflate data. */
    public static byte[] deflate(byte[] content) {
        try (Deflater deflater = new Deflater(9, true)) {
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] block = new byte[8192];
            while (!deflater.finished()) {
                out.write(block, 0, deflater.deflate(block));
            }
            return out.toByteArray();
        }
    }

    public byte[] build() {
        Out out = new Out();
        out.bytes(prefix);
        long base = offsetsFromPrefix ? prefix.length : 0;
        for (Member member : members) {
            out.bytes(member.before);
            if (member.central.offset < 0) {
                member.central.offset = out.size() - base;
            }
            if (member.written) {
                local(out, member.local);
                out.bytes(member.data);
                out.bytes(member.descriptor);
            }
        }
        out.bytes(beforeDirectory);
        long directoryAt = out.size();
        int entries = 0;
        for (Member member : members) {
            if (member.listed) {
                central(out, member.central);
                entries++;
            }
        }
        end(out, entries + entriesMore, directoryAt, base);
        out.bytes(suffix);
        return out.toByteArray();
    }

    private static void local(Out out, Header h) {
        out.i32(0x04034b50).i16(20).i16(h.flags).i16(h.method).i32(0);
        out.i32(h.crc).i32(h.csize).i32(h.usize).i16(h.name.length).i16(h.extra.length);
        out.bytes(h.name).bytes(h.extra);
    }

    private static void central(Out out, Header h) {
        out.i32(0x02014b50).i16(h.madeBy).i16(20).i16(h.flags).i16(h.method).i32(0);
        out.i32(h.crc)
                .i32(h.csize)
                .i32(h.usize)
                .i16(h.name.length)
                .i16(h.extra.length)
                .i16(0);
        out.i16(0).i16(0).i32((long) h.mode << 16).i32(h.offset);
        out.bytes(h.name).bytes(h.extra);
    }

    private void end(Out out, int entries, long directoryAt, long base) {
        long size = out.size() - directoryAt;
        if (zip64) {
            long at = out.size();
            out.i32(0x06064b50).i64(44).i16(45).i16(45).i32(0).i32(0);
            out.i64(entries).i64(entries).i64(size).i64(directoryAt - base);
            out.i32(0x07064b50).i32(0).i64(at - base).i32(1);
        }
        out.i32(0x06054b50).i16(disk).i16(disk);
        if (zip64) {
            out.i16(0xffff).i16(0xffff).i32(0xffff_ffffL).i32(0xffff_ffffL);
        } else {
            out.i16(entries).i16(entries).i32(size).i32(directoryAt - base);
        }
        out.i16(comment.length).bytes(comment);
    }

    /** Little-endian numbers. */
    public static final class Out {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        public Out i16(int value) {
            out.write(value);
            out.write(value >> 8);
            return this;
        }

        public Out i32(long value) {
            return i16((int) value).i16((int) (value >> 16));
        }

        public Out i64(long value) {
            return i32(value).i32(value >> 32);
        }

        public Out bytes(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        public long size() {
            return out.size();
        }

        public byte[] toByteArray() {
            return out.toByteArray();
        }
    }
}
