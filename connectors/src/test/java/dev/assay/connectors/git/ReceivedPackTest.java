package dev.assay.connectors.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.bytes.Spool;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Packs that no git would send. */
@Timeout(60)
class ReceivedPackTest {
    private static final int BLOB = 3;
    private static final int OFFSET_DELTA = 6;
    private static final int NAME_DELTA = 7;

    /** Writes packs, right or wrong. */
    private static final class Writer {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        int count;

        int place() {
            return 12 + out.size();
        }

        Writer object(int kind, long size, byte[] before, byte[] content) {
            count++;
            long left = size >>> 4;
            int first = kind << 4 | (int) (size & 15);
            while (left > 0) {
                out.write(first | 0x80);
                first = (int) (left & 0x7f);
                left >>>= 7;
            }
            out.write(first);
            out.writeBytes(before);
            try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, new Deflater(9))) {
                deflated.write(content);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return this;
        }

        Writer blob(byte[] content) {
            return object(BLOB, content.length, new byte[0], content);
        }

        /** A change of what lies so many bytes before. */
        Writer change(int distance, byte[] delta) {
            ByteArrayOutputStream number = new ByteArrayOutputStream();
            byte[] digits = new byte[10];
            int at = digits.length - 1;
            digits[at] = (byte) (distance & 0x7f);
            for (int left = distance >>> 7; left > 0; left >>>= 7) {
                left--;
                digits[--at] = (byte) (0x80 | left & 0x7f);
            }
            number.write(digits, at, digits.length - at);
            return object(OFFSET_DELTA, delta.length, number.toByteArray(), delta);
        }

        byte[] pack(int told) {
            return ByteBuffer.allocate(12 + out.size() + 20)
                    .put("PACK".getBytes(UTF_8))
                    .putInt(2)
                    .putInt(told)
                    .put(out.toByteArray())
                    .array();
        }

        byte[] pack() {
            return pack(count);
        }
    }

    private static byte[] size(long n) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long left = n;
        while (left > 0x7f) {
            out.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
        return out.toByteArray();
    }

    /** Copies all of an object of a size so many times. */
    private static byte[] repeating(int size, int times) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(size(size));
        out.writeBytes(size((long) size * times));
        for (int i = 0; i < times; i++) {
            out.write(0x80 | 0x10 | 0x20 | 0x40); // three bytes of length, and from the start
            out.write(size & 0xff);
            out.write(size >>> 8 & 0xff);
            out.write(size >>> 16 & 0xff);
        }
        return out.toByteArray();
    }

    private static ReceivedPack read(byte[] bytes) throws IOException {
        Memory memory = new Memory(64L << 20, new Buffers(1));
        Spool spool =
                Spool.of(new MemorySource(bytes), new Budget(Limits.DEFAULT, Clock.endless(), memory, bytes.length));
        return ReceivedPack.of(
                spool, ObjectFormat.SHA1, new Budget(Limits.DEFAULT, Clock.endless(), memory, bytes.length));
    }

    private static String id(byte[] content) {
        return HexFormat.of()
                .formatHex(ObjectFormat.SHA1
                        .digestOf(GitObject.Kind.BLOB, content.length)
                        .digest(content));
    }

    @Test
    void whatIsAskedForIsWhatItsNameSays() throws IOException {
        byte[] one = "one object\n".repeat(100).getBytes(UTF_8);
        byte[] three = "one object\n".repeat(300).getBytes(UTF_8);
        Writer writer = new Writer().blob(one);
        int base = 12;
        writer.change(writer.place() - base, repeating(one.length, 3));
        // of an object that comes behind it
        Writer late = new Writer()
                .object(
                        NAME_DELTA,
                        repeating(one.length, 3).length,
                        HexFormat.of().parseHex(id(one)),
                        repeating(one.length, 3))
                .blob(one);
        for (Writer each : new Writer[] {writer, late}) {
            try (ReceivedPack pack = read(each.pack())) {
                assertThat(pack.read(id(one)).data()).isEqualTo(one);
                assertThat(pack.read(id(three)).data()).isEqualTo(three);
                assertThatThrownBy(() -> pack.read("0".repeat(40)))
                        .isInstanceOf(MalformedException.class)
                        .hasMessageContaining("did not send");
            }
        }
    }

    @Test
    void aPackThatLiesIsRefused() {
        byte[] blob = "a".repeat(40).getBytes(UTF_8);
        refused(new Writer().blob(blob).pack(2), "an object"); // fewer than it says
        refused(new Writer().blob(blob).blob(blob).pack(1), "a pack with more than it says");
        refused(new Writer().object(BLOB, 39, new byte[0], blob).pack(), "has not the size");
        refused(new Writer().object(BLOB, 41, new byte[0], blob).pack(), "has not the size");
        refused(new Writer().object(5, 40, new byte[0], blob).pack(), "no known kind");
        refused(new Writer().object(NAME_DELTA, 40, new byte[20], blob).pack(), "is not in its pack");
        refused(new Writer().blob(blob).change(1 << 20, repeating(40, 2)).pack(), "not before it");
        refused(new Writer().blob(blob).change(1, repeating(40, 2)).pack(), "");
        byte[] whole = new Writer().blob(blob).pack();
        for (int length = 0; length < whole.length - 1; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(MalformedException.class);
        }
        refused("PACX".getBytes(UTF_8), "");
    }

    private static void refused(byte[] pack, String reason) {
        assertThatThrownBy(() -> read(pack).close())
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aNumberOfObjectsIsNoReasonToTakeMemory() {
        assertThatThrownBy(() -> read(new Writer().pack(-1))).isInstanceOf(UnsupportedException.class);
        assertThatThrownBy(() -> read(new Writer().pack(900_000))).isInstanceOf(MalformedException.class);
    }

    /** Small changes that each make megabytes of the same object: they are paid for by the size of the pack. */
    @Test
    void aBombOfChangesEnds() {
        Writer bomb = new Writer().blob(new byte[1 << 20]);
        for (int i = 0; i < 2_000; i++) {
            bomb.change(bomb.place() - 12, repeating(1 << 20, 30));
        }
        assertThatThrownBy(() -> read(bomb.pack()))
                .isInstanceOf(BudgetExceededException.class)
                .hasMessageContaining("expands to more than 1000 times its size");
    }

    /** Changes of what is too large to be put together cost nothing: else each would inflate all of it. */
    @Test
    void changesOfWhatIsTooLargeAreNotTried() throws IOException {
        int large = ReceivedPack.MOST_CHANGED_BYTES + 1;
        Writer bomb = new Writer().blob(new byte[large]);
        ByteArrayOutputStream delta = new ByteArrayOutputStream();
        delta.writeBytes(size(large));
        delta.writeBytes(new byte[] {1, 1, 'x'});
        for (int i = 0; i < 20_000; i++) {
            bomb.change(bomb.place() - 12, delta.toByteArray());
        }
        try (ReceivedPack pack = read(bomb.pack())) {
            assertThatThrownBy(() -> pack.read(id("x".getBytes(UTF_8)))).isInstanceOf(UnsupportedException.class);
        }
    }

    @Test
    void whatIsTooLargeToBePutTogetherIsSaidWhereItIsAskedFor() throws IOException {
        Writer writer = new Writer().blob(new byte[1 << 20]);
        int change = writer.place();
        writer.change(writer.place() - 12, repeating(1 << 20, 40));
        writer.change(writer.place() - change, repeating(40 << 20, 1));
        byte[] small = "small".getBytes(UTF_8);
        writer.blob(small);
        try (ReceivedPack pack = read(writer.pack())) {
            assertThat(pack.read(id(small)).data()).isEqualTo(small);
            assertThatThrownBy(() -> pack.read(id(new byte[40 << 20])))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("larger than 33554432 bytes");
        }
    }

    @Test
    void aPackThatIsBrokenAnywhereIsAnErrorAndNothingElse() {
        byte[] one = "one object\n".repeat(100).getBytes(UTF_8);
        Writer writer = new Writer();
        writer.object(
                        NAME_DELTA,
                        repeating(one.length, 3).length,
                        HexFormat.of().parseHex(id(one)),
                        repeating(one.length, 3))
                .blob(one);
        int place = writer.place();
        writer.change(place - 12, repeating(3 * one.length, 2)).blob("x".getBytes(UTF_8));
        byte[] whole = writer.pack();
        Random random = new Random(20261127);
        for (int n = 0; n < 5_000; n++) {
            byte[] broken = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            try (ReceivedPack pack = read(broken)) {
                pack.read(id(one));
                pack.source(
                                id("x".getBytes(UTF_8)),
                                new Budget(Limits.DEFAULT, Clock.endless(), new Memory(1 << 20, new Buffers(1)), 1))
                        .close();
            } catch (IOException | BudgetExceededException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    /** Of any size, since nothing of it is held. */
    @Test
    void whatIsNoChangeIsAStream() throws IOException {
        byte[] large = new byte[48 << 20];
        large[large.length - 1] = 7;
        try (ReceivedPack pack = read(new Writer().blob(large).pack())) {
            Budget budget =
                    new Budget(Limits.DEFAULT, Clock.endless(), new Memory(1 << 20, new Buffers(1)), large.length);
            try (ByteSource source = pack.source(id(large), budget)) {
                assertThat(source.sizeBytes()).isEqualTo(large.length);
                ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
                long at = 0;
                for (int n = source.read(at, buffer); n >= 0; n = source.read(at, buffer.clear())) {
                    at += n;
                }
                assertThat(at).isEqualTo(large.length);
            }
        }
    }
}
