package dev.assay.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.MalformedException;
import java.io.ByteArrayOutputStream;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerReaderTest {
    private static DerReader reader(String hex) {
        return new DerReader(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** Goes through everything, as deep as it is said to go. */
    private static int elements(DerReader in) throws MalformedException {
        int n = 0;
        while (in.next()) {
            n++;
            if ((in.tag() & 0x20) != 0) {
                n += elements(in.inside());
            }
        }
        return n;
    }

    @Test
    void readsElementsOfOneLevelAndThoseWithin() throws MalformedException {
        DerReader in = reader("30 0b 02 01 05 30 03 01 01 ff 04 01 07")
                .expect(DerReader.SEQUENCE)
                .inside();
        assertThat(in.expect(DerReader.INTEGER).integer()).isEqualTo(5);
        assertThat(in.expect(DerReader.SEQUENCE)
                        .inside()
                        .expect(DerReader.BOOLEAN)
                        .at(0))
                .isEqualTo(0xff);
        assertThat(in.take(DerReader.INTEGER)).isFalse();
        assertThat(in.take(DerReader.OCTET_STRING)).isTrue();
        assertThat(in.next()).isFalse();
        assertThat(in.peek()).isEqualTo(-1);
    }

    @Test
    void readsIndefiniteLengthsWithinEachOther() throws MalformedException {
        DerReader in = reader("30 80 30 80 02 01 05 00 00 04 01 07 00 00 02 01 09");
        assertThat(elements(in)).isEqualTo(5);
        DerReader outer = reader("30 80 30 80 02 01 05 00 00 04 01 07 00 00 02 01 09");
        outer.next();
        assertThat(outer.length()).isEqualTo(10);
        assertThat(outer.next()).isTrue();
        assertThat(outer.integer()).isEqualTo(9);
    }

    @Test
    void joinsOctetsThatComeInParts() throws MalformedException {
        DerReader in = reader("24 80 04 02 01 02 24 05 04 01 03 04 00 00 00");
        in.next();
        assertThat(in.octets()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30", // no length
                "30 05 02 01", // shorter than it says
                "30 84 7f ff ff ff 02", // a huge length
                "30 84 ff ff ff ff 02",
                "30 89 01 00 00 00 00 00 00 00 00",
                "30 ff 00",
                "30 82 01", // ends within the length
                "30 80 02 01 05", // no end
                "30 80 30 80 00 00", // one end too few
                "04 80 00 00", // plain bytes of indefinite length
                "3f 81 82 83 84 85 86 00", // an identifier without an end
                "3f 81", // ends within the identifier
                "30 03 02 05 01" // longer than what holds it
            })
    void refuses(String hex) {
        assertThatThrownBy(() -> elements(reader(hex))).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesWhatIsNestedTooDeepWithDefiniteLengths() {
        byte[] nested = {2, 1, 5};
        for (int i = 0; i < DerReader.MOST_DEPTH + 1; i++) {
            byte[] outer = new byte[nested.length + 4];
            outer[0] = 0x30;
            outer[1] = (byte) 0x82;
            outer[2] = (byte) (nested.length >> 8);
            outer[3] = (byte) nested.length;
            System.arraycopy(nested, 0, outer, 4, nested.length);
            nested = outer;
        }
        byte[] all = nested;
        assertThatThrownBy(() -> elements(new DerReader(all)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("deep");
    }

    @Test
    void refusesWhatIsNestedTooDeepWithIndefiniteLengths() {
        byte[] all = new byte[2_000_000];
        for (int i = 0; i < all.length; i += 2) {
            all[i] = 0x30;
            all[i + 1] = (byte) 0x80;
        }
        assertThatThrownBy(() -> elements(new DerReader(all))).isInstanceOf(MalformedException.class);
    }

    @Test
    void manyIndefiniteLengthsBesideEachOtherArePassedOnce() throws MalformedException {
        byte[] all = new byte[4 * 500_000];
        for (int i = 0; i < all.length; i += 4) {
            all[i] = 0x30;
            all[i + 1] = (byte) 0x80;
        }
        assertThat(elements(new DerReader(all))).isEqualTo(500_000);
    }

    @ParameterizedTest
    @CsvSource({
        "06 09 2a864886f70d010101, 1.2.840.113549.1.1.1",
        "06 03 2b6570, 1.3.101.112",
        "06 03 550403, 2.5.4.3",
        "06 02 8837, 2.999",
        "06 01 00, 0.0"
    })
    void readsIdentifiers(String hex, String text) throws MalformedException {
        assertThat(reader(hex).expect(DerReader.OID).oid()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"06 00", "06 01 80", "06 0a ffffffffffffffffff7f", "02 01 05"})
    void refusesBrokenIdentifiers(String hex) throws MalformedException {
        DerReader in = reader(hex);
        in.next();
        assertThatThrownBy(in::oid).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @CsvSource({"02 01 00, 0", "02 01 7f, 7", "02 02 00ff, 8", "02 01 ff, 8", "02 04 00000100, 9", "02 00, 0"})
    void measuresNumbers(String hex, int bits) throws MalformedException {
        assertThat(reader(hex).expect(DerReader.INTEGER).bitLength()).isEqualTo(bits);
    }

    @Test
    void numbersThatAreTooLargeAreRefused() throws MalformedException {
        DerReader in = reader("02 09 010000000000000000").expect(DerReader.INTEGER);
        assertThatThrownBy(in::integer).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "17, 260102030405Z, 2026-01-02T03:04:05",
        "17, 991231235959Z, 1999-12-31T23:59:59",
        "17, 2601020304Z, 2026-01-02T03:04:00",
        "18, 20500102030405Z, 2050-01-02T03:04:05",
        "18, 99991231235959Z, 9999-12-31T23:59:59"
    })
    void readsTimes(String tag, String text, LocalDateTime time) throws MalformedException {
        assertThat(time(tag, text).time()).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({"17, 26130203Z", "17, 261302030405Z", "17, x", "18, 2026", "17, 260230030405Z"})
    void whatIsNoDateIsNone(String tag, String text) throws MalformedException {
        assertThat(time(tag, text).time()).isNull();
    }

    private static DerReader time(String tag, String text) throws MalformedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(Integer.parseInt(tag, 16));
        bytes.write(text.length());
        bytes.writeBytes(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        DerReader in = new DerReader(bytes.toByteArray());
        in.next();
        return in;
    }

    /** Whatever the bytes are, reading ends, and with nothing but a refusal. */
    @Property(tries = 2_000)
    void endsOnAnyBytes(@ForAll @Size(max = 200) byte[] bytes) {
        for (int i = 0; i < bytes.length; i += 3) {
            bytes[i] = (bytes[i] & 1) != 0 ? 0x30 : bytes[i];
        }
        try {
            elements(new DerReader(bytes));
        } catch (MalformedException e) {
            assertThat(e.offsetBytes()).isBetween(0L, (long) bytes.length);
        }
    }

    /** Reading stays within the range, so that what is around it does not count. */
    @Property(tries = 500)
    void looksAtItsRangeOnly(@ForAll @Size(max = 60) byte[] bytes, @ForAll byte around) {
        byte[] wide = new byte[bytes.length + 20];
        Arrays.fill(wide, around);
        System.arraycopy(bytes, 0, wide, 10, bytes.length);
        assertThat(outcome(new DerReader(wide, 10, 10 + bytes.length))).isEqualTo(outcome(new DerReader(bytes)));
    }

    private static String outcome(DerReader in) {
        try {
            return "elements " + elements(in);
        } catch (MalformedException e) {
            return e.reason();
        }
    }
}
