package dev.assay.app.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongListsTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    '';''
                    no list;no list
                    x=a|b|c y;x=a|b|c y
                    a|b|c|d|e|f|g|h;a|b|c|d|e|f|g|h
                    TLS (x=a|b|c|d|e|f|g|h|i): why;TLS (x=a|b|c|d|e|f and 3 more): why
                    a|b|c|d|e|f|g|h|i;a|b|c|d|e|f and 3 more
                    """)
    void cutsWhatNobodyReads(String text, String expected) {
        assertThat(LongLists.cut(text)).isEqualTo(expected);
    }
}
