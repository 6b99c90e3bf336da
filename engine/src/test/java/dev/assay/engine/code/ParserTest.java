package dev.assay.engine.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes of which text, from {@code LANGUAGE.cases}: a text, a line {@code =>}, its outline, a line {@code ---}. */
class ParserTest {
    /** One text with what it is read as. */
    record Case(String language, String code, String outline) {
        @Override
        public String toString() {
            return language + ": " + code.lines().findFirst().orElse("");
        }
    }

    static Stream<Case> cases() {
        return Texts.LANGUAGES.stream().flatMap(language -> read(language).stream());
    }

    private static List<Case> read(String language) {
        List<Case> cases = new ArrayList<>();
        try (InputStream in =
                Objects.requireNonNull(ParserTest.class.getResourceAsStream(language + ".cases"), language)) {
            for (String item : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n---\n")) {
                int arrow = item.indexOf("\n=>\n");
                cases.add(new Case(
                        language,
                        item.substring(0, arrow),
                        item.substring(arrow + 4).strip()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isReadAs(Case it) {
        assertThat(Outline.of(Texts.parse(it.language(), it.code()))).isEqualTo(it.outline());
    }

    @Test
    void placesAreOfBytes() {
        Source source = Texts.parse("java", "/* \u00e9 */ f(\"\u00e9\");");
        Statement.Evaluation it = (Statement.Evaluation) source.statements().getFirst();
        assertThat(it.expression().start()).isEqualTo(9);
        assertThat(it.expression().end()).isEqualTo(16);
    }

    @Test
    void aMarkOfTheByteOrderIsNoPartOfTheText() {
        assertThat(Outline.of(Texts.parse("python", "\ufeffimport os"))).isEqualTo("import os as os");
    }

    @Test
    void thereIsNoProfileOfALanguageThatNobodyDescribed() {
        assertThatThrownBy(() -> Profile.of("klingon")).isInstanceOf(IllegalArgumentException.class);
    }
}
