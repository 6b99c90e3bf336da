package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.scan.TestScan;
import dev.assay.engine.text.XmlTree.Element;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XML as elements: everything that a document may write one thing with, and nothing of what parsers fetch. */
class XmlTreeTest {
    private static Element read(String text) throws MalformedException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), bytes.length);
        try (TreeRoom room = new TreeRoom(budget, bytes.length)) {
            return XmlTree.read(bytes, bytes.length, room);
        }
    }

    @Test
    void elementsAttributesAndCharacters() throws MalformedException {
        String text = "\ufeff<?xml version='1.0'?><!-- < --><p:a x = \"1 &lt; 2\" q:y='\"'><b/>"
                + " one<![CDATA[ <two> & ]]>&#x74;&#104;ree <b>\u00e9</b ></p:a>\n<!-- end -->";
        Element root = read(text);
        assertThat(root.name()).isEqualTo("a");
        assertThat(root.attribute("x")).isEqualTo("1 < 2");
        assertThat(root.attribute("y")).isEqualTo("\"");
        assertThat(root.text()).isEqualTo("one <two> & three");
        assertThat(root.children("b")).hasSize(2);
        assertThat(root.children("b").get(1).text()).isEqualTo("\u00e9");
        assertThat(root.text("missing")).isEmpty();
        assertThat(root.children("b").get(1).offsetBytes())
                .isEqualTo(text.indexOf("<b>\u00e9") + 2); // the mark has three bytes
    }

    @Test
    void aDocumentTypeIsPassedOver() throws MalformedException {
        Element root = read("<!DOCTYPE a [<!ENTITY x \"]>\"> <!-- ]> --> <!ELEMENT a ANY>]><a>t</a>");
        assertThat(root.text()).isEqualTo("t");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <a><b x="1"/><c>te              | a[b[]]        | 18
            <a><b><c/></b><d x="1           | a[b[c[]]]     | 21
            <a><b/></a><c/>                 | a[b[]]        | 11
            <a><b/><c></a>                  | a[b[]]        | 10
            <a><b/>&other;<c/></a>          | a[b[]]        | 7
            """)
    void whatStandsInFrontOfAFaultIsKept(String text, String kept, long at) throws MalformedException {
        byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), bytes.length);
        try (TreeRoom room = new TreeRoom(budget, bytes.length)) {
            XmlTree.Front front = XmlTree.front(bytes, bytes.length, room);
            assertThat(written(front.root())).isEqualTo(kept);
            assertThat(front.fault())
                    .extracting(MalformedException::offsetBytes)
                    .isEqualTo(at);
        }
    }

    private static String written(Element element) {
        return element.name()
                + element.children().stream().map(XmlTreeTest::written).collect(Collectors.joining(" ", "[", "]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "<a>",
                "<a></b>",
                "</a>",
                "<a/><b/>",
                "<a/>text",
                "<a x></a>",
                "<a x=1></a>",
                "<a x='1></a>",
                "<a>&x;</a>",
                "<a>&</a>",
                "<a>&#xg;</a>",
                "<a><!-- </a>",
                "<a><![CDATA[</a>",
                "<a><!DOCTYPE b></a>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
                "<a",
                "<a /b>",
                "<",
            })
    void whatIsNoXmlIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedException.class);
    }
}
