package dev.assay.app.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Suppressed;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever stands in names and evidence, a report stays whole, and a terminal is not talked to. */
class HostileProperties {
    private static final JsonMapper MAPPER = new JsonMapper();

    @Provide
    Arbitrary<String> text() {
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(40);
        Arbitrary<String> nasty = Arbitraries.strings()
                .withChars(
                        "\u001b[]0;m\u0007\n\r\t\u009b\u202e\u2066\u200b\ufeff\ud83d\ude00\u0000\u007f{}`*<>%\"\\(!#/:. aé模")
                .ofMaxLength(40);
        return Arbitraries.oneOf(any, nasty);
    }

    @Property(tries = 300)
    void textEmitsNothingThatATerminalObeys(@ForAll("text") String a, @ForAll("text") String b) {
        SampleReports.Report report = report(a, b);
        for (RenderOptions options :
                List.of(Rendered.PLAIN, Rendered.ASCII, Rendered.QUIET, Rendered.VERBOSE, Rendered.NARROW)) {
            String text = Rendered.as(Format.TEXT, options, report);
            assertThat(text.codePoints().filter(point -> point != '\n' && !Terminal.isVisible(point)))
                    .isEmpty();
            if (!options.unicode()) {
                assertThat(text.chars()).allMatch(c -> c < 0x7f);
            }
            String[] lines = text.split("\n");
            assertThat(lines[lines.length - 1]).startsWith("UNSAFE");
        }
        String coloured = Rendered.as(Format.TEXT, Rendered.COLOUR, report);
        assertThat(withoutStyles(coloured).codePoints().filter(point -> point != '\n' && !Terminal.isVisible(point)))
                .isEmpty();
    }

    /** A forged line would need a line break, and the only ones are ours. */
    @Property(tries = 100)
    void quietKeepsToOneLineEach(@ForAll("text") String a, @ForAll("text") String b) {
        assertThat(Rendered.as(Format.TEXT, Rendered.QUIET, report(a, b)).lines())
                .hasSize(3);
    }

    @Property(tries = 300)
    void jsonStaysWholeAndKeepsTheText(@ForAll("text") String a, @ForAll("text") String b) {
        String json = Rendered.as(Format.JSON, Rendered.PLAIN, report(a, b));
        assertThat(json.codePoints().filter(point -> point != '\n' && point < 0x10000 && !Terminal.isVisible(point)))
                .isEmpty();
        JsonNode evidence = MAPPER.readTree(json).at("/findings/0/evidence");
        assertThat(evidence.get("arguments").stringValue()).isEqualTo(Json.wellFormed(b));
        String[] lines = Rendered.as(Format.JSONL, Rendered.PLAIN, report(a, b)).split("\n");
        assertThat(lines).hasSize(4);
        assertThat(MAPPER.readTree(lines[0]).at("/evidence/callable").stringValue())
                .isEqualTo(Json.wellFormed(a));
        assertThat(MAPPER.readTree(lines[1]).get("reason").stringValue()).isEqualTo(Json.wellFormed(b));
    }

    @Property(tries = 300)
    void sarifStaysWholeAndItsUrisAreUris(@ForAll("text") String a, @ForAll("text") String b) {
        for (String target : List.of("models", "/abs/" + a, "../up", "://" + a, "s3://" + a, "%:\\" + a, a)) {
            SampleReports.Report report = at(new Location(target, Location.escape(b), List.of(), 3, 0, 0), a, b);
            JsonNode run = MAPPER.readTree(Rendered.as(Format.SARIF, Rendered.PLAIN, report))
                    .at("/runs/0");
            String uri = run.at("/results/0/locations/0/physicalLocation/artifactLocation/uri")
                    .stringValue();
            assertThat(URI.create(uri).toString()).isEqualTo(uri);
            for (JsonNode base : run.at("/originalUriBaseIds")) {
                assertThat(URI.create(base.path("uri").stringValue("x")).toString())
                        .isNotEmpty();
            }
        }
    }

    @Property(tries = 20)
    void sarifKeepsToItsSchema(@ForAll("text") String a, @ForAll("text") String b) throws IOException {
        assertThat(SchemaTest.errors(
                        "/schema/sarif-schema-2.1.0.json", Rendered.as(Format.SARIF, Rendered.PLAIN, report(a, b))))
                .isEmpty();
    }

    @Property(tries = 1000)
    void escapingTwiceIsEscapingOnce(@ForAll("text") String text) {
        String once = Terminal.escape(text, true);
        assertThat(Terminal.escape(once, true)).isEqualTo(once);
    }

    private static SampleReports.Report report(String a, String b) {
        return at(Location.of("models", Location.escape(a)).entry(b).at(5), a, b);
    }

    private static SampleReports.Report at(Location at, String a, String b) {
        return SampleReports.of(List.of(
                SampleReports.osCommand(at, a, b),
                new Gap(GapKind.MALFORMED, at, b, 1),
                new Suppressed("model/os-command", at, "ff", a)));
    }

    private static String withoutStyles(String text) {
        return text.replaceAll("\u001b\\[[0-9;]*m", "");
    }
}
