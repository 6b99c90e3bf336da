package dev.assay.detectors.crypto.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.crypto.code.CodeSamples.Sample;
import dev.assay.engine.decode.RecordingSink;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellTest {
    static List<Sample> programs() {
        return CodeSamples.of("programs/shell");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void findsEachUseWithItsParameters(Sample sample) {
        assertThat(ProgramSamples.missing(sample.uses(), "a.sh", sample.program()))
                .isEmpty();
    }

    static List<Sample> harmless() {
        return CodeSamples.of("harmless/shell");
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void isSilentWhereNothingIsWrong(Sample sample) {
        assertThat(ProgramSamples.findings("a.sh", sample.program())).isEmpty();
    }

    /** A script without an ending is told by its first line, and nothing else is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#!/bin/sh|true",
                "#!/usr/bin/env bash|true",
                "#! /usr/local/bin/zsh -e|true",
                "#!/usr/bin/env -S bash -e|true",
                "#!/usr/bin/perl|false",
                "#!/bin/shx|false",
                "# sh|false"
            })
    void isToldByItsFirstLine(String line, boolean isScript) {
        assertThat(ReadCode.told(line + "\nopenssl genrsa 512\n", "run").isEmpty())
                .isEqualTo(!isScript);
    }

    /** What a program is given decides about it, wherever that was said. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "run() { openssl dgst -$1 f; }\nrun md5",
                "A=(dgst -md5); openssl \"${A[@]}\" f",
                "F() { ALG=md5; G; }\nG() { openssl dgst -$ALG f; }\nF",
                "set_it() { ALG=md5; }\nset_it\nopenssl dgst -$ALG f",
                "F=md5\r\nopenssl $F x\r\nopenssl md5 y\r",
                "sudo -E env X=1 nice -n 5 openssl md5 f",
                "x=$(y=$(openssl md5 f))",
                "case x in x) openssl md5 f;; esac"
            })
    void wordsAreFollowed(String program) {
        assertThat(ReadCode.told(program + "\n", "a.sh")).anyMatch(use -> use.matches("hash (MD5|md5) .*"));
    }

    /** Nothing of these costs more than their length, or is an error. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(",
                "`",
                "${a:-",
                "(",
                "{ ",
                "if ",
                "case x in ",
                "a | ",
                "a && ",
                "<<E ",
                "$((",
                "a[",
                "a=(",
                "\"$(\"",
                "[[ "
            })
    void hostileScriptsEnd(String part) {
        String program = "openssl md5 f\n" + part.repeat(20_000);
        RecordingSink sink = ReadCode.read("a.sh", program.getBytes(UTF_8));
        assertThat(sink.facts()).isNotEmpty();
    }

    /** What lies too deep is a gap, and what stands in front of it is found. */
    @Test
    void nestingIsAGap() {
        RecordingSink sink = ReadCode.read("a.sh", ("openssl md5 f\n" + "$(".repeat(5_000)).getBytes(UTF_8));
        assertThat(sink.gaps()).isNotEmpty();
        assertThat(sink.facts()).isNotEmpty();
    }

    /** A script that only names digests and programs is not even parsed. */
    @ParameterizedTest
    @ValueSource(strings = {"ALGORITHMS='sha-1 aes-128-ecb'\n", "echo hello | tee /tmp/x\n", "my_md5sum=1\n"})
    void mentionsDoNotPassThePrefilter(String program) {
        byte[] text = program.getBytes(UTF_8);
        Language shell = Language.all().stream()
                .filter(language -> language.name().equals("shell"))
                .findFirst()
                .orElseThrow();
        assertThat(shell.reading().prefilter().pass().search(text, 0, text.length))
                .isFalse();
    }
}
