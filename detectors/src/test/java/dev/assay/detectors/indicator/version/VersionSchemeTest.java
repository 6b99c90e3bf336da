package dev.assay.detectors.indicator.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class VersionSchemeTest {
    private static List<List<String>> table(String name, int columns) {
        return Rows.read(Objects.requireNonNull(VersionSchemeTest.class.getResource(name)), columns);
    }

    @TestFactory
    Stream<DynamicTest> orders_as_the_public_tables_say() {
        return Stream.of(VersionScheme.values())
                .filter(scheme -> scheme != VersionScheme.NONE)
                .map(scheme -> dynamicTest(scheme.name(), () -> {
                    List<List<String>> rows = table("versions.tsv", 4).stream()
                            .filter(row -> row.getFirst().equals(scheme.name()))
                            .toList();
                    assertThat(rows).hasSizeGreaterThan(10);
                    assertThat(rows).allSatisfy(row -> {
                        assertThat(order(scheme, row.get(1), row.get(3))).isEqualTo(row.get(2));
                        assertThat(order(scheme, row.get(3), row.get(1))).isEqualTo(opposite(row.get(2)));
                    });
                }));
    }

    private static String order(VersionScheme scheme, String one, String other) {
        Version left = scheme.parse(one);
        Version right = scheme.parse(other);
        if (left == null || right == null) {
            return "?";
        }
        int order = left.compareTo(right);
        return order < 0 ? "<" : order > 0 ? ">" : "=";
    }

    private static String opposite(String order) {
        return switch (order) {
            case "<" -> ">";
            case ">" -> "<";
            default -> order;
        };
    }

    /** What is no order sorts differently, or not at all, when it is shuffled. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void versions_of_the_table_sort_the_same_from_any_shuffle(VersionScheme scheme) {
        List<Version> versions = new ArrayList<>();
        for (List<String> row : table("versions.tsv", 4)) {
            if (row.getFirst().equals(scheme.name())) {
                Stream.of(row.get(1), row.get(3))
                        .map(scheme::parse)
                        .filter(Objects::nonNull)
                        .forEach(versions::add);
            }
        }
        List<Version> sorted = versions.stream().sorted().toList();
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(versions, new Random(seed));
            List<Version> again = versions.stream().sorted().toList();
            for (int i = 0; i < sorted.size(); i++) {
                assertThat(again.get(i).compareTo(sorted.get(i)))
                        .as("%s and %s", again.get(i), sorted.get(i))
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(VersionScheme.class)
    void a_version_of_a_megabyte_is_none(VersionScheme scheme) {
        assertThat(scheme.parse("1".repeat(1 << 20))).isNull();
        assertThat(scheme.parse("1.".repeat(1 << 19) + "0")).isNull();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void the_longest_versions_compare(VersionScheme scheme) {
        String digits = "1".repeat(VersionScheme.LONGEST);
        Version one = Objects.requireNonNull(scheme.parse(digits));
        Version other = Objects.requireNonNull(scheme.parse(digits.substring(1) + "2"));
        assertThat(one).isLessThan(other);
        Version nested = scheme.parse("1" + "-1".repeat(VersionScheme.LONGEST / 2 - 1));
        assertThat(nested == null || nested.compareTo(one) != 0).isTrue();
    }

    @ParameterizedTest
    @EnumSource(VersionScheme.class)
    void nothing_is_no_version(VersionScheme scheme) {
        assertThat(scheme.parse("")).isNull();
        assertThat(scheme.parse("  ")).isNull();
    }

    @Property(tries = 2000)
    void any_text_is_a_version_or_is_refused(
            @ForAll VersionScheme scheme, @ForAll @StringLength(max = 40) String one, @ForAll int seed) {
        Version version = scheme.parse(one);
        Version other = scheme.parse(like("0123456789.-+~^_:!abrcdevpostx", seed));
        if (version != null) {
            assertThat(version.compareTo(Objects.requireNonNull(scheme.parse(one))))
                    .isZero();
        }
        if (version != null && other != null) {
            assertThat(Integer.signum(version.compareTo(other))).isEqualTo(-Integer.signum(other.compareTo(version)));
        }
    }

    private static String like(String alphabet, int seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i >= 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** Maven's own class apart, which is no order for such texts: "1-" < "1.a." < "1a0-" < "1-". */
    @Property(tries = 5000)
    void what_looks_like_versions_is_ordered(
            @ForAll VersionScheme scheme, @ForAll int first, @ForAll int second, @ForAll int third) {
        String alphabet = "01.-rc~a_";
        List<Version> sorted = Stream.of(first, second, third)
                .map(seed -> scheme.parse(like(alphabet, seed)))
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        if (sorted.size() == 3 && scheme != VersionScheme.MAVEN) {
            assertThat(sorted.getFirst().compareTo(sorted.getLast())).isLessThanOrEqualTo(0);
        }
    }

    @TestFactory
    Stream<DynamicTest> ranges_admit_what_their_documents_say() {
        return table("ranges.tsv", 5).stream()
                .map(row -> dynamicTest(String.join(" ", row), () -> {
                    VersionScheme scheme = VersionScheme.valueOf(row.get(1));
                    Version version = Objects.requireNonNull(scheme.parse(row.get(3)));
                    String admits = RangeSyntax.valueOf(row.getFirst())
                            .parse(scheme, row.get(2))
                            .map(requirement -> requirement.admits(version) ? "yes" : "no")
                            .orElse("?");
                    assertThat(admits).isEqualTo(row.get(4));
                }));
    }

    @Property(tries = 3000)
    void any_text_is_a_range_or_is_refused(@ForAll RangeSyntax syntax, @ForAll VersionScheme scheme, @ForAll int seed) {
        String text = like("0123456789.-*x^~<>=!|,[]() va@", seed);
        syntax.parse(scheme, text)
                .ifPresent(requirement -> assertThat(requirement.anyOf()).isNotEmpty());
    }
}
