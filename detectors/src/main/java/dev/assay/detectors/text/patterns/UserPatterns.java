package dev.assay.detectors.text.patterns;

import com.google.re2j.Matcher;
import dev.assay.detectors.text.Probe;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.Indicator;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.text.Literals.Literal;
import dev.assay.engine.text.PathGlob;
import dev.assay.engine.text.Printable;
import dev.assay.engine.text.Window;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The patterns of the user: looks for them in texts, and says where they are. Immutable. */
public final class UserPatterns implements Probe, Rule {
    /** The family of their ids. */
    public static final String FAMILY = "user";

    public static final String PREFIX = FAMILY + "/";

    /** Nobody looks for anything. */
    public static final UserPatterns NONE = new UserPatterns(List.of());

    private static final int MOST_SHOWN = 80;

    private record ExactRow(String id, Literal literal) {}

    private record RegexRow(String id, Sought.Regex regex) {}

    private final List<UserPattern> all;
    private final Map<String, UserPattern> byId = new HashMap<>();
    private final List<ExactRow> exact = new ArrayList<>();
    private final List<RegexRow> regexes = new ArrayList<>();

    /** @param all of which no two have the same id */
    public UserPatterns(List<UserPattern> all) {
        this.all = List.copyOf(all);
        for (UserPattern pattern : all) {
            String id = pattern.rule().id();
            byId.put(id, pattern);
            switch (pattern.sought()) {
                case Sought.Exact(Literal literal) -> exact.add(new ExactRow(id, literal));
                case Sought.Regex regex -> regexes.add(new RegexRow(id, regex));
            }
        }
    }

    /** What findings say. */
    public List<RuleInfo> rows() {
        return all.stream().map(UserPattern::rule).toList();
    }

    /** Tells one set of things to look for from every other; empty for nothing. What is said of them is no part of it. */
    public String version() {
        if (all.isEmpty()) {
            return "";
        }
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            all.stream()
                    .map(pattern ->
                            pattern.rule().id() + "\0" + pattern.sought().written() + "\0")
                    .sorted()
                    .forEach(row -> sha256.update(row.getBytes(StandardCharsets.UTF_8)));
            return "+" + HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String family() {
        return FAMILY;
    }

    @Override
    public List<Literal> literals() {
        return exact.stream().map(ExactRow::literal).toList();
    }

    @Override
    public void look(Window at, int literal, int index, Consumer<Fact> found) {
        ExactRow row = exact.get(literal);
        found.accept(fact(row.id(), at, index, index + row.literal().text().length()));
    }

    /** The first in the piece is enough: a pattern is told once for each text, and more would cost more than linear time. */
    @Override
    public void lookThrough(Window at, int from, int to, Consumer<Fact> found) {
        if (regexes.isEmpty()) {
            return;
        }
        byte[] piece = Arrays.copyOf(at.bytes(), at.end()); // the library reads whole arrays only
        for (RegexRow row : regexes) {
            Matcher matcher = row.regex().pattern().matcher(piece);
            if (matcher.find(from) && matcher.start() < to) {
                found.accept(fact(row.id(), at, matcher.start(), matcher.end()));
            }
        }
    }

    private static Fact fact(String id, Window at, int from, int to) {
        String text = new String(at.bytes(), from, to - from, StandardCharsets.UTF_8);
        return new Indicator(id, Printable.of(text, MOST_SHOWN), at.positionOf(from));
    }

    @Override
    public void judge(Facts facts, Findings out) {
        for (Fact fact : facts.facts()) {
            if (fact instanceof Indicator(String kind, String value, long offsetBytes) && kind.startsWith(PREFIX)) {
                UserPattern pattern = byId.get(kind);
                if (pattern != null && PathGlob.anyIsAt(pattern.files(), facts.at())) {
                    out.add(kind, offsetBytes, "", Map.of("text", value));
                }
            }
        }
    }
}
