package dev.assay.app.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reports, byte for byte. {@code -Dgolden.update=true} writes the files anew; look at the difference. */
class GoldenTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    record Case(String file, Format format, RenderOptions options, SampleReports.Report report) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Case> cases() {
        Stream<Case> formats = SampleReports.all().entrySet().stream()
                .flatMap(sample -> Stream.of(Format.values())
                        .map(format -> new Case(
                                sample.getKey() + "." + (format == Format.TEXT ? "txt" : format.id()),
                                format,
                                Rendered.options(sample.getKey()),
                                sample.getValue())));
        Stream<Case> texts = Stream.of(
                text("crypto-verbose.txt", Rendered.VERBOSE, SampleReports.crypto()),
                new Case("crypto-findings.csv", Format.CSV, Rendered.PLAIN, SampleReports.crypto()),
                text("full-colour.txt", Rendered.COLOUR, SampleReports.full()),
                text("full-quiet.txt", Rendered.QUIET, SampleReports.full()),
                text("full-verbose.txt", Rendered.VERBOSE, SampleReports.full()),
                text("full-narrow.txt", Rendered.NARROW, SampleReports.full()),
                text("empty-quiet.txt", Rendered.QUIET, SampleReports.empty()),
                text("hostile-ascii.txt", Rendered.ASCII, SampleReports.hostile()),
                text("hostile-quiet.txt", Rendered.QUIET, SampleReports.hostile()));
        return Stream.concat(formats, texts);
    }

    private static Case text(String file, RenderOptions options, SampleReports.Report report) {
        return new Case(file, Format.TEXT, options, report);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isAsItWas(Case each) throws IOException {
        String actual = Rendered.as(each.format(), each.options(), each.report());
        Path golden = FOLDER.resolve(each.file());
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, actual, UTF_8);
        }
        assertThat(actual).isEqualTo(Files.readString(golden, UTF_8));
    }
}
