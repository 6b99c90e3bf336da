package dev.assay.engine.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.treesitter.TSInputEncoding;
import org.treesitter.TSLanguage;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSQuery;
import org.treesitter.TSQueryCapture;
import org.treesitter.TSQueryCursor;
import org.treesitter.TSQueryMatch;
import org.treesitter.TreeSitterC;
import org.treesitter.TreeSitterCpp;
import org.treesitter.TreeSitterGo;
import org.treesitter.TreeSitterJava;
import org.treesitter.TreeSitterJavascript;
import org.treesitter.TreeSitterPython;
import org.treesitter.TreeSitterTypescript;

/** Where calls and texts lie, as tree-sitter's grammars see it: what both read, they read alike. */
class TreeSitterTest {
    private static final double LEAST = 0.995;

    /** What is read otherwise on purpose: imports by a call, patterns, decorators of parameters; or not at all: markup, what a concept asks for. */
    private static final List<String> DIFFER = List.of("require(", "case Point(", "@Inject(", "<div", "concept ");

    /** A language with what its grammar calls calls and texts. */
    enum Grammar {
        JAVA(
                "java",
                new TreeSitterJava(),
                "[(method_invocation)(object_creation_expression)] @c",
                "[(string_literal)(character_literal)] @s"),
        PYTHON("python", new TreeSitterPython(), "(call) @c", "(string) @s"),
        GO(
                "go",
                new TreeSitterGo(),
                "(call_expression) @c",
                "[(interpreted_string_literal)(raw_string_literal)(rune_literal)] @s"),
        JAVASCRIPT(
                "javascript",
                new TreeSitterJavascript(),
                "[(call_expression)(new_expression)] @c",
                "[(string)(template_string)] @s"),
        TYPESCRIPT(
                "typescript",
                new TreeSitterTypescript(),
                "[(call_expression)(new_expression)] @c",
                "[(string)(template_string)] @s"),
        C("c", new TreeSitterC(), "(call_expression) @c", "[(string_literal)(char_literal)] @s"),
        CPP(
                "cpp",
                new TreeSitterCpp(),
                "[(call_expression)(new_expression)] @c",
                "[(string_literal)(char_literal)(raw_string_literal)] @s");

        final String language;
        final TSLanguage grammar;
        final String calls;
        final String texts;

        Grammar(String language, TSLanguage grammar, String calls, String texts) {
            this.language = language;
            this.grammar = grammar;
            this.calls = calls;
            this.texts = texts;
        }
    }

    /** A part of a text. */
    private record Span(int start, int end) {}

    private long agreed;
    private long all;
    private final List<String> different = new ArrayList<>();

    private void compare(Grammar language, String name, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try (TSParser parser = new TSParser()) {
            parser.setLanguage(language.grammar);
            TSNode root = parser.parseStringEncoding(null, text, TSInputEncoding.TSInputEncodingUTF8)
                    .getRootNode();
            if (root.hasError() || text.codePoints().anyMatch(c -> c > 0xffff || c == 0)) {
                return;
            }
            Set<Span> macros = language.grammar instanceof TreeSitterC || language.grammar instanceof TreeSitterCpp
                    ? found(language.grammar, "(preproc_arg) @p", root)
                    : Set.of();
            Set<Span> calls = calls(language, bytes);
            calls.removeIf(call ->
                    macros.stream().anyMatch(macro -> macro.start() <= call.start() && call.end() <= macro.end()));
            count(name, text, found(language.grammar, language.calls, root), calls);
            Set<Span> texts = texts(language, bytes);
            texts.removeIf(
                    it -> macros.stream().anyMatch(macro -> macro.start() <= it.start() && it.end() <= macro.end()));
            count(name, text, found(language.grammar, language.texts, root), texts);
        }
    }

    private void count(String name, String text, Set<Span> theirs, Set<Span> ours) {
        Set<Span> either = new HashSet<>(theirs);
        either.addAll(ours);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (Span span : either) {
            all++;
            if (theirs.contains(span) && ours.contains(span)) {
                agreed++;
            } else if (different.size() < 20) {
                different.add(name + ": only " + (ours.contains(span) ? "ours: " : "theirs: ")
                        + new String(bytes, span.start(), span.end() - span.start(), StandardCharsets.UTF_8));
            }
        }
    }

    private static Set<Span> found(TSLanguage grammar, String pattern, TSNode root) {
        Set<Span> found = new HashSet<>();
        try (TSQuery query = new TSQuery(grammar, pattern);
                TSQueryCursor cursor = new TSQueryCursor()) {
            cursor.exec(query, root);
            TSQueryMatch match = new TSQueryMatch();
            while (cursor.nextMatch(match)) {
                for (TSQueryCapture capture : match.getCaptures()) {
                    TSNode node = capture.getNode();
                    found.add(new Span(node.getStartByte(), node.getEndByte()));
                }
            }
        }
        return found;
    }

    private static Set<Span> calls(Grammar language, byte[] bytes) {
        Set<Span> found = new HashSet<>();
        Texts.visit(Texts.parse(language.language, bytes), node -> {
            if (node instanceof Expression.Call call && isWrittenSo(language, call, bytes)) {
                found.add(new Span(call.start(), call.end()));
            }
        });
        return found;
    }

    /** Whether a call is one in the text too, rather than what something else was brought down to. */
    private static boolean isWrittenSo(Grammar language, Expression.Call call, byte[] bytes) {
        if (call.callee() instanceof Expression.Lambda it && it.start() == call.start() && it.end() == call.end()) {
            return false;
        }
        if (call.creates() && language == Grammar.CPP && bytes[call.start()] != 'n') {
            return false;
        }
        if (!(call.callee() instanceof Expression.Name name)) {
            return true;
        }
        boolean constructor = language == Grammar.JAVA
                && (name.name().equals("this") || name.name().equals("super"));
        String written = new String(bytes, name.start(), name.end() - name.start(), StandardCharsets.UTF_8);
        boolean array = name.name().endsWith("]");
        if (array && call.creates() && language == Grammar.CPP) {
            return true;
        }
        return !constructor && !array && written.equals(name.name());
    }

    private static Set<Span> texts(Grammar language, byte[] bytes) {
        Set<Span> found = new HashSet<>();
        Tokens tokens =
                new Lexer(bytes, Texts.profile(language.language), Texts.budget(bytes.length), n -> true).read();
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < tokens.count; i++) {
            boolean goesOn = i > 0
                    && tokens.kind(i - 1) == Tokens.CLOSE
                    && tokens.data[i - 1] >= 0
                    && tokens.has(tokens.data[i - 1], Tokens.WITHIN_TEXT);
            switch (tokens.kind(i)) {
                case Tokens.STRING -> found.add(new Span(tokens.starts[i], tokens.ends[i]));
                case Tokens.PIECE -> {
                    if (!goesOn) {
                        open.push(tokens.starts[i]);
                    }
                }
                case Tokens.LAST_PIECE -> found.add(new Span(open.pop(), tokens.ends[i]));
                default -> {}
            }
        }
        return found;
    }

    /** Our own cases, of which some are broken on purpose and not compared. */
    @ParameterizedTest
    @EnumSource
    void readsOurCasesAlike(Grammar language) {
        ParserTest.cases()
                .filter(it -> it.language().equals(language.language))
                .filter(it -> !it.code().contains("#") || !language.language.startsWith("c"))
                .filter(it -> DIFFER.stream().noneMatch(it.code()::contains))
                .forEach(it -> compare(language, it.toString(), it.code().getBytes(StandardCharsets.UTF_8)));
        assertThat(different).as("of %d", all).isEmpty();
        assertThat(all).isPositive();
    }

    /** The sources of the JDK that runs this, where it has them: each hundredth file. */
    @Test
    void readsTheSourcesOfTheJdkAlike() throws IOException {
        Path sources = Path.of(System.getProperty("java.home"), "lib", "src.zip");
        Assumptions.assumeTrue(Files.exists(sources), "a JDK without sources");
        try (ZipFile zip = new ZipFile(sources.toFile())) {
            int number = 0;
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(".java") && number++ % 100 == 0) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        compare(Grammar.JAVA, entry.getName(), in.readAllBytes());
                    }
                }
            }
        }
        assertThat(all).isGreaterThan(1000);
        assertThat((double) agreed / all).as("%s", different).isGreaterThanOrEqualTo(LEAST);
    }
}
