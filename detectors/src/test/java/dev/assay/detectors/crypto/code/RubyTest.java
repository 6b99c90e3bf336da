package dev.assay.detectors.crypto.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.crypto.code.CodeSamples.Sample;
import dev.assay.engine.decode.RecordingSink;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RubyTest {
    static List<Sample> programs() {
        return CodeSamples.of("programs/ruby");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void findsEachUseWithItsParameters(Sample sample) {
        assertThat(ProgramSamples.missing(sample.uses(), "a.rb", sample.program()))
                .isEmpty();
    }

    static List<Sample> harmless() {
        return CodeSamples.of("harmless/ruby");
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void isSilentWhereNothingIsWrong(Sample sample) {
        assertThat(ProgramSamples.findings("a.rb", sample.program())).isEmpty();
    }

    /** Names are followed through what Ruby has in place of variables and calls. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "def alg = 'MD5'\nOpenSSL::Digest.new(alg).hexdigest(x)",
                "class A\n  attr_reader :alg\n  def initialize; @alg = 'MD5'; end\n  def x; OpenSSL::Digest.new(alg).digest(y); end\nend\nA.new.x",
                "class A\n  class << self\n    def of(n) = OpenSSL::Digest.new(n)\n  end\nend\nA.of('MD5').digest(x)",
                "a, b = 'MD5', 1\nOpenSSL::Digest.new a",
                "a = (true ? :MD5 : :SHA1)\nOpenSSL::Digest.new(a.to_s)",
                "name = nil\nname ||= 'MD5'\nOpenSSL::Digest.new(name)",
                "x = if y then 1 end\nOpenSSL::Digest::MD5.new if z",
                "%w[MD5].each { |n| OpenSSL::Digest.new(n) }",
                "begin\n  go\nrescue => e\n  OpenSSL::Digest.new 'MD5'\nend",
                "->(n) { OpenSSL::Digest.new(n) }.call('MD5')\nDigest::MD5.new",
                "text = <<~EOS\n  if \"\nEOS\nDigest::MD5.hexdigest text"
            })
    void namesAreFollowed(String program) {
        assertThat(ReadCode.told(program + "\n", "a.rb")).anyMatch(use -> use.startsWith("hash MD5 "));
    }

    /** Nothing of these costs more than their length, or is an error. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "if a\n",
                "def x\n",
                "end\n",
                "x do |y|\n",
                "<<~E ",
                "%w[",
                "%q(",
                "{ |a| ",
                "[",
                "a ? ",
                "-> { ",
                "x.y ",
                "case a\nwhen b\n",
                "begin\n",
                "/",
                "#{\"",
                ":\"",
                "puts "
            })
    void hostileProgramsEnd(String part) {
        String program = "Digest::MD5.hexdigest(x)\n" + part.repeat(20_000);
        RecordingSink sink = ReadCode.read("a.rb", program.getBytes(UTF_8));
        assertThat(sink.facts()).isNotEmpty();
    }

    /** Prose and names of algorithms are not even parsed. */
    @ParameterizedTest
    @ValueSource(strings = {"# MD5 and RC4 by hand\nputs 1\n", "NAMES = %w[md5 aes-128-ecb]\n", "def md5(x) = x\n"})
    void mentionsDoNotPassThePrefilter(String program) {
        byte[] text = program.getBytes(UTF_8);
        Language ruby = Language.all().stream()
                .filter(language -> language.name().equals("ruby"))
                .findFirst()
                .orElseThrow();
        assertThat(ruby.reading().prefilter().pass().search(text, 0, text.length))
                .isFalse();
    }
}
