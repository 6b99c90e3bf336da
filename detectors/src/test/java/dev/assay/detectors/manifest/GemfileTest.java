package dev.assay.detectors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to ask for gems that are told, or that are a gap; and what asks for none. */
class GemfileTest {
    private static List<String> of(String text) {
        return ManifestFacts.of("Gemfile", text.replace('~', '\n').replace('¦', '|'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            gem "zzq" "bad", "1"                         | 1 pkg:gem/zzqbad@1 (1) direct
            group(:a) { gem 'x', '1' }                   | 1 pkg:gem/x@1 (1) direct
            if a then gem "x" end                        | 1 pkg:gem/x direct
            gem "x", "1" if a == "b"                     | 1 pkg:gem/x@1 (1) direct
            gem "x" # path: "a"                          | 1 pkg:gem/x direct
            x if y.match? /'/; gem "x" if z.match? /'/ | 1 pkg:gem/x direct
            send(:gem, "x", "1")                         | 1 pkg:gem/x@1 (1) direct
            self.public_send "gem", "x"                  | 1 pkg:gem/x direct
            %w[x].each { ¦n¦ gem n, "1" }                | 1 pkg:gem/x@1 (1) direct
            %w(x).each do ¦lib¦~  gem(lib, path: "a")~end | 2 pkg:gem/x direct path:a
            ["x"].each {¦ n ¦ gem n}                     | 1 pkg:gem/x direct
            """)
    void isTold(String text, String fact) {
        assertThat(of(text)).containsExactly(fact);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            gem "a"; gem 'b', "1"                        | 1 pkg:gem/a direct, 1 pkg:gem/b@1 (1) direct
            %w[a b].each { ¦n¦ gem n }                   | 1 pkg:gem/a direct, 1 pkg:gem/b direct
            """)
    void areTold(String text, String facts) {
        assertThat(String.join(", ", of(text))).isEqualTo(facts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gem \"a\" + x",
                "gem \"a\" \\~  \"b\"",
                "gem \"\\x65vil\"",
                "gem %q(a)",
                "gem(~\"a\")",
                "GEMS.each { ¦n¦ gem n }",
                "%w[].each { ¦n¦ x }~GEMS.each { ¦n¦ gem n }",
                "%w[].each do ¦n¦~  n = x~  gem n~end",
                "%w[a].each(&method(:gem))",
                "x.send(name, \"a\")",
                "send(:eval_gemfile, \"a\")",
                "eval_gemfile File.join(x, \"a\")",
                "eval_gemfile \"a\" + x",
                "if x then instance_eval(y) end",
                "x = 'a; gem \"a\"~'",
                "%w[a~b].each { ¦n¦ gem n }",
            })
    void isAGap(String text) {
        assertThat(of(text)).singleElement().asString().startsWith("gap unsupported");
    }

    @Test
    void ofSeveralSourcesInOneSectionWhichIsNotKnown() {
        String lock = "GEM\n  remote: https://rubygems.org/\n{0}  specs:\n    a (1.0)\n\nDEPENDENCIES\n  a\n";
        assertThat(ManifestFacts.of("Gemfile.lock", lock.replace("{0}", "  remote: https://in.example/\n")))
                .containsExactly(
                        "5 pkg:gem/a@1.0 direct",
                        "gap unsupported at 38: gems of several sources in one section:"
                                + " from which of them each is taken is not known");
        assertThat(ManifestFacts.of("Gemfile.lock", lock.replace("{0}", "  remote: https://rubygems.org/\n")))
                .containsExactly("5 pkg:gem/a@1.0 direct");
        assertThat(ManifestFacts.of("Gemfile.lock", lock.replace("{0}", "").replace("rubygems.org", "in.example")))
                .containsExactly("4 pkg:gem/a@1.0 direct registry:https://in.example/");
        String other = "\nGEM\n  remote: https://in.example/\n  specs:\n    b (1)\n\nDEP";
        String two = lock.replace("{0}", "").replace("\nDEP", other);
        assertThat(ManifestFacts.of("Gemfile.lock", two))
                .containsExactly("4 pkg:gem/a@1.0 direct", "9 pkg:gem/b@1 unknown registry:https://in.example/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source 'https://rubygems.org'",
                "# gem 'a'",
                "x = 'gem \"a\"'",
                "puts \"a gem\"; ruby \"3.3\"",
                "gemfile = x",
                "x gem: 'a', \"gem\" => 1",
                "%w[gem eval].include?(x)",
                "x = y.match? /gem 'a' # /",
                "x = 'a~b'",
                "git_source(:github) { ¦repo¦ \"https://github.com/#{repo}.git\" }",
                "list.each { ¦gem¦ puts gem }",
                "x.send(:puts, 'a')",
                "group :test do~end",
            })
    void asksForNothing(String text) {
        assertThat(of(text)).isEmpty();
    }
}
