package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.scan.TestScan;
import dev.assay.engine.text.SectionTree.Dialect;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectionTreeTest {
    private static Tree read(String text, Dialect dialect) throws MalformedException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), bytes.length);
        try (TreeRoom room = new TreeRoom(budget, bytes.length)) {
            return SectionTree.read(bytes, bytes.length, dialect, room);
        }
    }

    /** As JSON without quotes, to compare. */
    private static String shown(Tree tree) {
        return switch (tree) {
            case Scalar scalar -> scalar.isQuoted() ? "'" + scalar.text() + "'" : scalar.text();
            case Sequence sequence ->
                sequence.items().stream().map(SectionTreeTest::shown).toList().toString();
            case Mapping mapping ->
                mapping.entries().stream()
                        .map(entry -> entry.key() + "=" + shown(entry.value()))
                        .toList()
                        .toString()
                        .replace('[', '{')
                        .replace(']', '}');
        };
    }

    private static String ini(String text) throws MalformedException {
        return shown(read(text, Dialect.INI));
    }

    private static String toml(String text) throws MalformedException {
        return shown(read(text, Dialect.TOML));
    }

    @Test
    void sectionsOfIniAreObjectsWithinEachOther() throws MalformedException {
        assertThat(ini("""
                        # a comment
                        top = 1
                        [components.tagger]
                        factory = "tagger"
                        [components.tagger.model]
                        @architectures = "spacy.Tagger.v2"
                        nO: null
                        [components.ner]
                        vectors = ${paths.vectors}
                        """))
                .isEqualTo(
                        "{top=1, components={tagger={factory='tagger', model={@architectures='spacy.Tagger.v2', nO=null}}, "
                                + "ner={vectors=${paths.vectors}}}}");
    }

    @Test
    void valuesOfIniMayGoOnInIndentedLines() throws MalformedException {
        assertThat(read("a = [1,\n  2]\nb =\n  {\"c\": \"d\"}\ne = f\n", Dialect.INI))
                .isInstanceOfSatisfying(Mapping.class, mapping -> {
                    assertThat(mapping.items("a")).hasSize(2);
                    assertThat(mapping.mapping("b").text("c")).isEqualTo("d");
                    assertThat(mapping.text("e")).isEqualTo("f");
                });
    }

    /** One reader takes an indented line for the rest of a value, another for a key: nothing hides in either. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = 1\n  _target_ = os.system\n",
                "a = [\n  _target_ = os.system\n",
                "a = \"\n_target_ = os.system\n",
                "a = '''\n_target_ = os.system\nb = '''\n",
                "[x\n_target_ = os.system\n",
                "[it's]\r\n_target_ : os.system\r\n",
                "\u00ef\u00bb\n_target_=os.system",
                "it's\n_target_ = os.system",
            })
    void nothingHidesAKeyOfIni(String text) throws MalformedException {
        assertThat(Tree.scalars(read(text, Dialect.INI)))
                .extracting(Scalar::text)
                .contains("os.system");
    }

    @Test
    void tomlIsReadAsItIsWritten() throws MalformedException {
        assertThat(toml("""
                        title = "a # b" # comment
                        list = [ 1, "x", # comment
                          { a = 1, "b" = 'c\\d' } ]
                        date = 1979-05-27 07:32:00
                        long = \"""
                        x = "1"
                        [no]
                        \"""
                        raw = '''a"b'''
                        [model."x.y"]
                        opt.lr = 0.1
                        [[model.layers]]
                        _target_ = "os.\\u0073ystem"
                        [[model.layers]]
                        n = 2
                        """))
                .isEqualTo("{title='a # b', list={1, 'x', {a=1, b='c\\d'}}, date=1979-05-27 07:32:00, "
                        + "long='\nx = \"1\"\n{no}\n', raw='a\"b', model={x.y={opt={lr=0.1}}, "
                        + "layers={_target_='os.system'}, layers={n=2}}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a = ", "a = \"", "a = [1", "a = {b}", "[a", "a = \"x\" y", "a = '''", "a = \"\\u00\""})
    void whatIsNoTomlIsRefused(String text) {
        assertThatThrownBy(() -> toml(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void depthIsBounded() {
        for (String deep : List.of("a.".repeat(1_000), "x = " + "[".repeat(1_000), "[" + "a.".repeat(1_000) + "]")) {
            assertThatThrownBy(() -> toml(deep + " = 1")).isInstanceOf(MalformedException.class);
        }
        assertThatThrownBy(() -> ini("[" + "a.".repeat(1_000) + "]")).isInstanceOf(MalformedException.class);
    }

    /** Each line begins what all others could end. */
    @Test
    void timeIsInProportionToTheSize() throws MalformedException {
        assertThat(read("x = 1\n" + " a = [1,\n".repeat(20_000), Dialect.INI)).isInstanceOf(Mapping.class);
        assertThat(read(" a = [\"\n".repeat(20_000), Dialect.INI)).isInstanceOf(Mapping.class);
    }

    @Test
    void placesAreWhereThingsStand() throws MalformedException {
        assertThat(Tree.scalars(read("[a]\n  b = \"c\"\n", Dialect.TOML))
                        .getFirst()
                        .offsetBytes())
                .isEqualTo(10);
        assertThat(Tree.scalars(read("\ufeff[a]\nb: c\n", Dialect.INI))
                        .getFirst()
                        .offsetBytes())
                .isEqualTo(10);
    }
}
