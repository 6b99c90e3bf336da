package dev.assay.detectors.name;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what is to be thought of a name, from the name alone and from reference data. Asks nobody: no I/O but the lists of
 * this build, each of which is read and indexed when the first name of its ecosystem comes. Shared between threads.
 */
public final class NameJudge {
    /** From this score on somebody should look. */
    public static final int REVIEW = 50;

    private static final int CERTAIN = 100;

    private final PopularSource lists;
    private final NamePolicy policy;
    private final KnownBad bad;
    private final UserNameRows rows;
    private final int review;
    private volatile @Nullable SignalTable signals;
    private final Map<Ecosystem, Optional<Ranks>> ranks = new ConcurrentHashMap<>();
    private final Map<Ecosystem, Optional<Index>> indexes =
            new ConcurrentHashMap<>(); // once a name comes that is not listed

    private record Index(Lookalikes lookalikes, Compositions compositions, Hints hints) {}

    public NameJudge(NamePolicy policy, KnownBad bad) {
        this(policy, bad, UserNameRows.NONE);
    }

    /** The same with words and patterns of the user. */
    public NameJudge(NamePolicy policy, KnownBad bad, UserNameRows rows) {
        this(PopularSource.BUILT_IN, policy, bad, rows, REVIEW);
    }

    /**
     * A judge by other lists.
     *
     * @param lists asked once for each ecosystem, again if it fails
     * @param review from which score on the verdict is {@link Judgement.Verdict#REVIEW}
     */
    public NameJudge(PopularSource lists, NamePolicy policy, KnownBad bad, UserNameRows rows, int review) {
        this.lists = lists;
        this.policy = policy;
        this.bad = bad;
        this.rows = rows;
        this.review = review;
    }

    /** Read when it is needed: most scans meet no name. */
    private SignalTable table() {
        SignalTable known = signals;
        if (known == null) {
            known = SignalTable.read();
            signals = known;
        }
        return known;
    }

    /** Judges one name of no version; in microseconds, once its list is indexed. */
    public Judgement judge(PackageName name) {
        return judge(name, "");
    }

    /**
     * Judges one name, and whether the version that is meant is known to be malicious. What is in a private namespace is not the
     * package that anybody else has published under that name.
     *
     * @param version empty where it is not known
     * @throws UncheckedIOException if the reference data cannot be read
     */
    public Judgement judge(PackageName name, String version) {
        Optional<String> own = policy.privateNamespaces().isEmpty() ? Optional.empty() : policy.privateNamespace(name);
        if (own.isPresent()) {
            return only(name, Judgement.Verdict.OK, SignalKind.PRIVATE, own.get());
        }
        Optional<String> advisory = bad.advisory(name, version);
        if (advisory.isPresent()) {
            int weight = table().weight(SignalKind.KNOWN_MALICIOUS);
            Signal signal = table().signal(SignalKind.KNOWN_MALICIOUS, weight, "", advisory.get());
            return new Judgement(name, version, Judgement.Verdict.MALICIOUS, weight, List.of(signal), List.of());
        }
        Optional<String> reason = policy.reason(name);
        if (reason.isPresent()) {
            return only(name, Judgement.Verdict.OK, SignalKind.ALLOWED, reason.get());
        }
        Optional<Ranks> listed = ranks(name.ecosystem());
        if (listed.isPresent()) {
            PopularNames list = listed.get().list();
            int rank = listed.get().rank(name);
            int same = rank < 0 ? listed.get().rankInOtherCase(name) : -1;
            if (same >= 0) {
                return judge(new PackageName(name.ecosystem(), list.names().get(same)), version);
            }
            if (rank >= 0) {
                return list.order() != PopularNames.Order.NONE
                        ? only(name, Judgement.Verdict.OK, SignalKind.LISTED, Integer.toString(rank + 1))
                        : only(name, Judgement.Verdict.OK, SignalKind.UNRANKED, "");
            }
        }
        return compared(name, index(name.ecosystem()));
    }

    /**
     * Judges one name where nothing says which version is meant, and says of one with versions that are known to be malicious that it has
     * them. That alone is no reason to doubt the name.
     *
     * @throws UncheckedIOException if the reference data cannot be read
     */
    public Judgement judgeOpen(PackageName name) {
        Judgement judgement = judge(name, "");
        boolean isSettled = judgement.verdict() == Judgement.Verdict.MALICIOUS
                || judgement.signals().stream()
                        .anyMatch(signal -> signal.kind() == SignalKind.PRIVATE || signal.kind() == SignalKind.ALLOWED);
        Optional<String> advisory = isSettled ? Optional.empty() : bad.ofSomeVersions(judgement.name());
        if (advisory.isEmpty()) {
            return judgement;
        }
        List<Signal> signals = new ArrayList<>(judgement.signals());
        signals.add(table().signal(SignalKind.KNOWN_VERSIONS, 0, "", advisory.get()));
        return new Judgement(judgement.name(), judgement.verdict(), judgement.score(), signals, judgement.imitates());
    }

    /** Whether a name is made as a pattern says, such as one of the user; not if there is no list of its ecosystem. */
    public boolean isMade(PackageName name, String patternId) {
        return index(name.ecosystem())
                .map(index -> index.compositions().isMade(Form.of(name), patternId))
                .orElse(false);
    }

    private Judgement only(PackageName name, Judgement.Verdict verdict, SignalKind kind, String part) {
        int weight = table().weight(kind);
        return new Judgement(name, verdict, weight, List.of(table().signal(kind, weight, "", part)), List.of());
    }

    private Judgement compared(PackageName name, Optional<Index> index) {
        String variable = NameRules.variable(name.canonical());
        if (!variable.isEmpty()) {
            return only(name, Judgement.Verdict.UNKNOWN, SignalKind.VARIABLE, variable);
        }
        List<Signal> signals = new ArrayList<>(0);
        List<String> imitates = List.of();
        String fault = NameRules.fault(name);
        if (!fault.isEmpty()) {
            signals.add(table().signal(SignalKind.INVALID, table().weight(SignalKind.INVALID), "", fault));
        }
        if (index.isEmpty()) {
            signals.add(table().signal(
                            SignalKind.NOT_COMPARED,
                            0,
                            "",
                            "there is no list of popular names of "
                                    + name.ecosystem().title()));
        } else {
            Form form = Form.of(name);
            List<Lookalikes.Likeness> likenesses = index.get().lookalikes().find(name, form);
            if (!likenesses.isEmpty()) {
                Lookalikes.Likeness best = likenesses.getFirst();
                signals.add(table().signal(best.kind(), best.weight(), best.target(), best.part()));
                imitates = targets(likenesses);
            }
            signals.addAll(index.get().compositions().find(form));
            if (together(signals) < REVIEW) {
                hint(index.get().hints().find(name, form), signals);
            }
        }
        if (signals.isEmpty()) {
            return new Judgement(name, Judgement.Verdict.UNKNOWN, 0, List.of(), List.of());
        }
        signals.sort(Comparator.comparingInt(Signal::weight).reversed().thenComparing(Signal::kind));
        int score = together(signals);
        return new Judgement(
                name,
                score >= review ? Judgement.Verdict.REVIEW : Judgement.Verdict.UNKNOWN,
                score,
                signals,
                likely(signals.getFirst().target(), imitates));
    }

    /** Where something heavier is said, a hint would say the same once more. */
    private static void hint(List<Signal> hints, List<Signal> signals) {
        int most = 0;
        for (Signal signal : signals) {
            most = Math.max(most, signal.weight());
        }
        for (Signal hint : hints) {
            if (hint.weight() > most) {
                signals.add(hint);
            }
        }
    }

    private static List<String> targets(Collection<Lookalikes.Likeness> likenesses) {
        return likenesses.stream()
                .map(Lookalikes.Likeness::target)
                .distinct()
                .limit(Judgement.MOST_TARGETS)
                .toList();
    }

    /** What weighs most in front of what else it resembles. */
    private static List<String> likely(String first, List<String> others) {
        return first.isEmpty() || others.isEmpty()
                ? others
                : Stream.concat(Stream.of(first), others.stream())
                        .distinct()
                        .limit(Judgement.MOST_TARGETS)
                        .toList();
    }

    /**
     * Each signal takes its share of what the ones before it left open; one below zero takes its share of all. Hints lead as far as
     * {@link #REVIEW} only together with something that a registry says against it.
     */
    static int together(List<Signal> signals) {
        int open = CERTAIN * CERTAIN;
        int withHints = open;
        int kept = CERTAIN;
        boolean isEvident = false;
        for (Signal signal : signals) {
            if (signal.weight() > 0) {
                withHints = withHints * (CERTAIN - signal.weight()) / CERTAIN;
                if (!signal.kind().isHint()) {
                    open = open * (CERTAIN - signal.weight()) / CERTAIN;
                }
                isEvident |= signal.kind().isOfRegistry();
            } else {
                kept = kept * (CERTAIN + signal.weight()) / CERTAIN;
            }
        }
        int least = isEvident ? 0 : (CERTAIN - REVIEW) * CERTAIN + CERTAIN; // left open by one less than REVIEW
        return (CERTAIN * CERTAIN - Math.min(open, Math.max(withHints, least))) * kept / (CERTAIN * CERTAIN);
    }

    /**
     * Reads a list before it is needed, and indexes it if this name is not in it, as another thread can do meanwhile.
     *
     * @throws UncheckedIOException as {@link #judge}
     */
    public void prepare(PackageName name) {
        if (ranks(name.ecosystem()).map(listed -> listed.rank(name)).orElse(-1) < 0) {
            var _ = index(name.ecosystem());
        }
    }

    private Optional<Ranks> ranks(Ecosystem ecosystem) {
        Optional<Ranks> known = ranks.get(ecosystem);
        return known == null ? ranks.computeIfAbsent(ecosystem, this::read) : known;
    }

    private Optional<Ranks> read(Ecosystem ecosystem) {
        try {
            return lists.of(ecosystem).map(Ranks::new);
        } catch (IOException e) {
            throw new UncheckedIOException(String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<Index> index(Ecosystem ecosystem) {
        Optional<Index> index = indexes.get(ecosystem);
        return index == null ? indexes.computeIfAbsent(ecosystem, this::build) : index;
    }

    private Optional<Index> build(Ecosystem ecosystem) {
        return ranks(ecosystem).map(listed -> {
            Lookalikes lookalikes = new Lookalikes(listed.list(), Words.of(ecosystem, rows), table());
            return new Index(
                    lookalikes,
                    new Compositions(lookalikes, table(), Pattern.read(rows)),
                    new Hints(lookalikes, table(), Pattern.hints()));
        });
    }

    /** What the indexes that are there hold, about, in bytes; the names themselves apart. */
    public long sizeBytes() {
        return indexes.values().stream()
                .flatMap(Optional::stream)
                .mapToLong(each -> each.lookalikes().sizeBytes())
                .sum();
    }
}
