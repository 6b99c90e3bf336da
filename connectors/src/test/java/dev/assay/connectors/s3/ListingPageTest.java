package dev.assay.connectors.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ListingPageTest {
    private static final String PAGE = "<?xml version=\"1.0\"?><ListBucketResult><Contents><Key>a+b</Key><ETag>x</ETag>"
            + "<Size>18446744073709551616</Size></Contents><Contents><Key><![CDATA[c]]>&amp;&#100;</Key><ETag>a b</ETag>"
            + "<Size>7</Size></Contents><IsTruncated>false</IsTruncated></ListBucketResult>";

    /** Whatever a store sends, the parser refuses it or reads it: no other failure comes out of it. */
    @Property
    void noBytesBreakTheParser(
            @ForAll @Size(max = 4) byte[] put, @ForAll @IntRange(max = 230) int at, @ForAll boolean cut) {
        byte[] bytes = PAGE.getBytes(UTF_8);
        System.arraycopy(put, 0, bytes, at, put.length);
        byte[] sent = cut ? Arrays.copyOf(bytes, at) : bytes;
        try {
            assertThat(ListingPage.parse(sent).entries()).hasSizeLessThan(3);
        } catch (MalformedException e) {
            assertThat(e.reason()).isNotEmpty();
        }
    }

    @Test
    void keysAreEscapedOnlyWhereTheStoreSaysSo() throws MalformedException {
        ListingPage plain = ListingPage.parse(PAGE.getBytes(UTF_8));
        assertThat(plain.entries())
                .containsExactly(
                        new ListingPage.Entry("a+b", "a+b", "\"x\"", ByteSource.UNKNOWN),
                        new ListingPage.Entry("c&d", "c&d", "", 7));
        String escaped = PAGE.replace("<IsTruncated>", "<EncodingType>url</EncodingType><IsTruncated>");
        assertThat(ListingPage.parse(escaped.getBytes(UTF_8))
                        .entries()
                        .getFirst()
                        .key())
                .isEqualTo("a b");
    }
}
