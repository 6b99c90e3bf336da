package dev.assay.detectors.model.script;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.EmbeddedCode;
import dev.assay.engine.text.Quoted;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A program of a shell, by the interpreter in its first line or by its name. Python has a folder of its own. What the program
 * does is not looked into: whether it may be where it is tells enough.
 */
public final class ScriptDecoder implements Decoder {
    /** What {@link EmbeddedCode#language} is. */
    static final String LANGUAGE = "shell";

    private static final int MOST_LINE = 200;
    private static final Set<String> INTERPRETERS = Set.of(
            "sh", "bash", "dash", "zsh", "ksh", "fish", "csh", "tcsh", "perl", "ruby", "node", "php", "lua", "pwsh");

    private static final Map<String, String> ENDINGS = Map.of(
            "sh", "a shell",
            "bash", "bash",
            "bat", "Windows",
            "cmd", "Windows",
            "ps1", "PowerShell",
            "vbs", "Windows",
            "hta", "Windows");

    @Override
    public Format format() {
        return new Format("script", ScriptDecoder::matches);
    }

    @Override
    public Access access() {
        return Access.SPARSE;
    }

    private static boolean matches(Head head) {
        if (head.at(0) <= 0) {
            return false;
        }
        return head.has(0, "#!") ? isShell(firstLine(head)) : ENDINGS.containsKey(head.extension()) && isText(head);
    }

    private static boolean isText(Head head) {
        for (int i = 0; i < Math.min(head.length(), MOST_LINE); i++) {
            if (head.at(i) == 0) {
                return false;
            }
        }
        return true;
    }

    private static String firstLine(Head head) {
        String start = head.preview(MOST_LINE);
        int end = start.indexOf('\n');
        return end < 0 ? start : start.substring(0, end);
    }

    /** {@code #!/bin/sh -e}, {@code #!/usr/bin/env bash}. */
    private static boolean isShell(String line) {
        StringBuilder word = new StringBuilder();
        for (int i = 2; i <= line.length(); i++) {
            char c = i < line.length() ? line.charAt(i) : ' ';
            if (c > ' ' && c != '/') {
                word.append(c);
            } else if (INTERPRETERS.contains(word.toString().toLowerCase(Locale.ROOT))) {
                return true;
            } else {
                word.setLength(0);
            }
        }
        return false;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (ByteReader reader = new ByteReader(in, budget)) {
            String start = reader.latin1(Math.min(reader.request(MOST_LINE), MOST_LINE));
            out.fact(new EmbeddedCode(LANGUAGE, LANGUAGE, Quoted.of(start), 0));
        }
        out.opaque(Math.max(in.sizeBytes(), 0));
    }
}
