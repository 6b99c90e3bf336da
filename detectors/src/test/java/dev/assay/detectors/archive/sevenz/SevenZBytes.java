package dev.assay.detectors.archive.sevenz;

import dev.assay.detectors.archive.ZipBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** 7z archives as no program writes them: stored in one folder, the header not compressed. */
final class SevenZBytes {
    private record Member(String name, byte[] content, int attributes, boolean anti) {}

    private final List<Member> members = new ArrayList<>();
    private byte[] coder = {1, 0}; // one byte of id: stored
    private int declared; // beside what there is
    private long sum = -1;

    SevenZBytes file(String name, String content) {
        return member(name, content, 0);
    }

    SevenZBytes link(String name, String target) {
        return member(name, target, 0xa1ff_8000);
    }

    SevenZBytes member(String name, String content, int attributes) {
        members.add(new Member(name, content.getBytes(StandardCharsets.ISO_8859_1), attributes, false));
        return this;
    }

    SevenZBytes anti(String name) {
        members.add(new Member(name, new byte[0], 0, true));
        return this;
    }

    /** The flags, id and properties of its one coder. */
    SevenZBytes coder(int... bytes) {
        coder = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            coder[i] = (byte) bytes[i];
        }
        return this;
    }

    /** Tells of so many more members with data than there are. */
    SevenZBytes declared(int more) {
        declared = more;
        return this;
    }

    /** The first member's sum, whatever it is. */
    SevenZBytes sum(long value) {
        sum = value;
        return this;
    }

    private static ZipBytes.Out number(ZipBytes.Out out, long value) {
        return out.bytes(new byte[] {(byte) 0xf0}).i32(value); // five bytes, whatever it is
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    byte[] build() {
        ZipBytes.Out data = new ZipBytes.Out();
        members.forEach(member -> data.bytes(member.content()));
        byte[] packed = data.toByteArray();
        byte[] header = header(packed.length);
        return around(packed, header);
    }

    /** A file of these packed bytes and this header, with sums that are right. */
    static byte[] around(byte[] packed, byte[] header) {
        byte[] start = new ZipBytes.Out()
                .i32(packed.length)
                .i32(0)
                .i32(header.length)
                .i32(0)
                .i32(crc(header))
                .toByteArray();
        return new ZipBytes.Out()
                .bytes(bytes('7', 'z', 0xbc, 0xaf, 0x27, 0x1c, 0, 4))
                .i32(crc(start))
                .bytes(start)
                .bytes(packed)
                .bytes(header)
                .toByteArray();
    }

    private static long crc(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }

    private byte[] header(int packedBytes) {
        List<Member> full =
                members.stream().filter(member -> member.content().length > 0).toList();
        ZipBytes.Out out = new ZipBytes.Out().bytes(bytes(1, 4));
        if (!full.isEmpty()) {
            number(out.bytes(bytes(6, 0, 1, 9)), packedBytes).bytes(bytes(0));
            number(out.bytes(bytes(7, 11, 1, 0, 1)).bytes(coder).bytes(bytes(12)), packedBytes)
                    .bytes(bytes(0));
            number(out.bytes(bytes(8, 13)), full.size());
            if (full.size() > 1) {
                out.bytes(bytes(9));
                full.subList(0, full.size() - 1).forEach(member -> number(out, member.content().length));
            }
            out.bytes(bytes(10, 1));
            for (int i = 0; i < full.size(); i++) {
                out.i32(i == 0 && sum >= 0 ? sum : crc(full.get(i).content()));
            }
            out.bytes(bytes(0));
        }
        number(out.bytes(bytes(0, 5)), members.size() + declared);
        files(out);
        return out.bytes(bytes(0, 0)).toByteArray();
    }

    private void files(ZipBytes.Out out) {
        ZipBytes.Out names = new ZipBytes.Out().bytes(bytes(0));
        ZipBytes.Out attributes = new ZipBytes.Out().bytes(bytes(1, 0));
        StringBuilder empty = new StringBuilder();
        StringBuilder anti = new StringBuilder();
        for (Member member : members) {
            names.bytes((member.name() + "\0").getBytes(StandardCharsets.UTF_16LE));
            attributes.i32(member.attributes() & 0xffff_ffffL);
            empty.append(member.content().length == 0 ? '1' : '0');
            if (member.content().length == 0) {
                anti.append(member.anti() ? '1' : '0');
            }
        }
        for (int i = 0; i < declared; i++) {
            names.bytes(bytes('m', 0, 0, 0));
            attributes.i32(0);
            empty.append('0');
        }
        property(out, 14, bits(empty));
        property(out, 15, bits(new StringBuilder("1".repeat(anti.length()))));
        property(out, 16, bits(anti));
        property(out, 25, new byte[3]);
        property(out, 17, names.toByteArray());
        property(out, 21, attributes.toByteArray());
    }

    private static byte[] bits(StringBuilder digits) {
        byte[] bits = new byte[(digits.length() + 7) / 8];
        for (int i = 0; i < digits.length(); i++) {
            bits[i / 8] |= (byte) (digits.charAt(i) == '1' ? 0x80 >> i % 8 : 0);
        }
        return bits;
    }

    private static void property(ZipBytes.Out out, int id, byte[] content) {
        number(out.bytes(bytes(id)), content.length).bytes(content);
    }
}
