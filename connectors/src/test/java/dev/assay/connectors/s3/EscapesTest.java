package dev.assay.connectors.s3;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class EscapesTest {
    @Property
    void whatIsEscapedComesBack(@ForAll @StringLength(max = 50) String text) {
        boolean whole = java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
        String escaped = Escapes.encode(text, '/');
        assertThat(escaped).matches("[A-Za-z0-9%/._~-]*");
        if (whole) {
            assertThat(Escapes.decode(escaped)).isEqualTo(text);
        }
    }

    @Test
    void listingsWriteASpaceAsAPlusSign() {
        assertThat(Escapes.decode("a+b%2Bc%20d")).isEqualTo("a b+c d");
        assertThat(Escapes.decode("\u00fc")).isEqualTo("\u00fc");
        for (String broken : new String[] {"%", "%4", "%4x", "%ff", "a%C3"}) {
            assertThat(Escapes.decode(broken)).isNull();
        }
    }
}
