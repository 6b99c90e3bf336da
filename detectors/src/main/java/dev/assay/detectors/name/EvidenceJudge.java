package dev.assay.detectors.name;

import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Aspect;
import dev.assay.engine.fact.RegistryRecord.Downloads;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.fact.RegistryRecord.Releases;
import dev.assay.engine.fact.RegistryRecord.Trait;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Says what is to be thought of a package by what its registry says of it, beside what its name says. A name alone is at most for
 * {@link Judgement.Verdict#REVIEW}; with evidence against it it is suspicious; evidence for it takes the name's weight away. What a
 * publisher says of himself counts against him only: a repository is claimed by whoever likes, an owner is an account of the
 * registry, and downloads and years are what only others give. Pure: dates are judged by the day that is given. Immutable.
 */
public final class EvidenceJudge {
    /** From this score on a name that gives reason and evidence together are suspicious. */
    static final int SUSPICIOUS = 75;

    /** How much of evidence there must be for that. */
    static final int LEAST_EVIDENCE = 25;

    /** From this weight on a likeness, though not for review by itself, is enough beside {@link #OF_ATTACKS}. */
    private static final int LEAST_LIKENESS = 40;

    /** What attacks have in common on their first days, and honest packages seldom all of. */
    private static final Set<SignalKind> OF_ATTACKS =
            Set.of(SignalKind.NEW, SignalKind.UNUSED, SignalKind.INSTALL_SCRIPTS);

    private static final long DAY_MILLIS = 86_400_000L;
    private static final int NEW_DAYS = 30;
    private static final int RECENT_DAYS = 180;
    private static final int GROWN_DAYS = 365;
    private static final int MONTH_DAYS = 30;
    private static final int BURST_IN_DAY = 5;
    private static final int BURST_IN_WEEK = 20;
    private static final int LEAST_WORD = 3;
    private static final long UNUSED = 300;
    private static final long USED = 10_000;
    private static final long LEAST_SHARE = 20;
    private static final int SEVERAL_RELEASES = 5;

    private final SignalTable table = SignalTable.read();
    private final long endMillis;

    /** @param day by which ages are told */
    public EvidenceJudge(LocalDate day) {
        this.endMillis =
                day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    /**
     * What is to be thought of a package.
     *
     * @param byName what its name says
     * @param own what its registry says of it
     * @param imitated what it says of the package that it may be taken for
     */
    public Judgement judge(Judgement byName, RegistryRecord own, Optional<RegistryRecord> imitated) {
        List<Signal> evidence = switch (own.existence()) {
            case ABSENT ->
                List.of(signal(SignalKind.ABSENT, byName.name().ecosystem().title()));
            case REMOVED ->
                List.of(signal(SignalKind.REMOVED, byName.name().ecosystem().title()));
            case EXISTS -> ofOne(byName, own, imitated.filter(each -> each.existence() == Existence.EXISTS));
        };
        List<Signal> all = new ArrayList<>(byName.signals());
        all.addAll(evidence);
        all.sort(Comparator.comparingInt(Signal::weight).reversed().thenComparing(Signal::kind));
        int score = NameJudge.together(all);
        return new Judgement(
                byName.name(), byName.version(), verdict(byName, own, evidence, score), score, all, byName.imitates());
    }

    /**
     * Whether what is known of a package, of whose use nobody was asked yet, is reason to ask: it is young or may be, or runs a program
     * and names no source. Of all others their use would change nothing.
     */
    boolean leavesDoubt(RegistryRecord own) {
        if (own.existence() != Existence.EXISTS || own.knows(Aspect.DOWNLOADS)) {
            return false;
        }
        long days = days(own);
        boolean mayBeYoung = days < 0 ? own.releases().count() < SEVERAL_RELEASES : days < RECENT_DAYS;
        boolean namesNoSource = own.knows(Aspect.REPOSITORY) && own.repository().isEmpty();
        return mayBeYoung || own.is(Trait.INSTALL_SCRIPTS) && namesNoSource;
    }

    private static Judgement.Verdict verdict(Judgement byName, RegistryRecord own, List<Signal> evidence, int score) {
        if (own.existence() != Existence.EXISTS) {
            return Judgement.Verdict.SUSPICIOUS;
        }
        if (byName.verdict() == Judgement.Verdict.OK || score < NameJudge.REVIEW) {
            return Judgement.Verdict.OK;
        }
        boolean against = byName.score() >= NameJudge.REVIEW
                ? weight(evidence) >= LEAST_EVIDENCE
                : resembles(byName) && isLikeAttacks(evidence);
        return against && score >= SUSPICIOUS ? Judgement.Verdict.SUSPICIOUS : Judgement.Verdict.REVIEW;
    }

    /** Hints do not count: too many honest names have them. */
    private static boolean resembles(Judgement byName) {
        return byName.signals().stream()
                .anyMatch(signal ->
                        signal.weight() >= LEAST_LIKENESS && !signal.kind().isHint());
    }

    private static boolean isLikeAttacks(List<Signal> evidence) {
        return evidence.stream()
                        .map(Signal::kind)
                        .filter(OF_ATTACKS::contains)
                        .distinct()
                        .count()
                == OF_ATTACKS.size();
    }

    private static int weight(List<Signal> evidence) {
        return NameJudge.together(
                evidence.stream().filter(signal -> signal.weight() > 0).toList());
    }

    private Signal signal(SignalKind kind, String part) {
        return signal(kind, "", part);
    }

    private Signal signal(SignalKind kind, String target, String part) {
        return table.signal(kind, table.weight(kind), target, part);
    }

    private List<Signal> ofOne(Judgement byName, RegistryRecord own, Optional<RegistryRecord> imitated) {
        List<Signal> signals = new ArrayList<>();
        signals.add(signal(SignalKind.EXISTS, known(own)));
        if (own.is(Trait.DEPRECATED)) {
            signals.add(signal(SignalKind.DEPRECATED, ""));
        }
        if (own.is(Trait.YANKED)) {
            signals.add(signal(SignalKind.YANKED, ""));
        }
        if (byName.verdict() == Judgement.Verdict.OK) {
            return signals; // many use it: nothing else is news
        }
        age(own, signals);
        use(own, signals);
        origin(byName, own, signals);
        if (own.is(Trait.INSTALL_SCRIPTS)) {
            signals.add(signal(SignalKind.INSTALL_SCRIPTS, ""));
        }
        if (byName.score() > 0) {
            excuse(byName, own, imitated, signals);
        }
        return signals;
    }

    /** What is known, for people. */
    private static String known(RegistryRecord own) {
        Releases releases = own.releases();
        StringBuilder text = new StringBuilder();
        if (releases.count() >= 0) {
            text.append(", ").append(releases.count()).append(releases.count() == 1 ? " release" : " releases");
        }
        if (releases.firstMillis() >= 0) {
            text.append(" since ").append(date(releases.firstMillis()));
        }
        if (!own.owners().isEmpty()) {
            text.append(", by ").append(own.owners().getFirst());
            if (own.owners().size() > 1) {
                text.append(" and ").append(own.owners().size() - 1).append(" more");
            }
        }
        if (own.downloads().count() >= 0) {
            text.append(", ").append(own.downloads().count()).append(" downloads");
            if (own.downloads().days() > 0) {
                text.append(" in ").append(own.downloads().days()).append(" days");
            }
        }
        return text.toString();
    }

    private static LocalDate date(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    /** Days since the first release; -1 if that is not known. Clocks may differ by a day. */
    private long days(RegistryRecord record) {
        long first = record.releases().firstMillis();
        return first < 0 || isNotYet(first) ? -1 : Math.max((endMillis - first) / DAY_MILLIS, 0);
    }

    /** Whether a time is one that nobody can have published anything at. */
    private boolean isNotYet(long millis) {
        return millis - endMillis >= DAY_MILLIS;
    }

    private void age(RegistryRecord own, List<Signal> signals) {
        long first = own.releases().firstMillis();
        if (first >= 0 && isNotYet(first)) {
            signals.add(signal(SignalKind.NOT_YET, date(first).toString()));
        }
        long days = days(own);
        if (days < 0) {
            return;
        }
        if (days < RECENT_DAYS) {
            SignalKind kind = days < NEW_DAYS ? SignalKind.NEW : SignalKind.RECENT;
            signals.add(signal(kind, days == 0 ? "hours" : days == 1 ? "1 day" : days + " days"));
        }
        Releases releases = own.releases();
        if (days < GROWN_DAYS && releases.mostInDay() >= BURST_IN_DAY) {
            signals.add(signal(SignalKind.BURST, releases.mostInDay() + " releases within 24 hours"));
        } else if (days < GROWN_DAYS && releases.mostInWeek() >= BURST_IN_WEEK) {
            signals.add(signal(SignalKind.BURST, releases.mostInWeek() + " releases within 7 days"));
        }
    }

    /** Downloads in a month; -1 if they are not known. */
    private long perMonth(RegistryRecord record) {
        Downloads downloads = record.downloads();
        long days = downloads.days() > 0 ? downloads.days() : days(record);
        return downloads.count() < 0 || days < 0
                ? -1
                : Math.round((double) downloads.count() * MONTH_DAYS / Math.max(days, MONTH_DAYS));
    }

    private void use(RegistryRecord own, List<Signal> signals) {
        long used = perMonth(own);
        if (used >= 0 && used < UNUSED) {
            signals.add(signal(SignalKind.UNUSED, used == 1 ? "once" : used + " times"));
        }
    }

    private void origin(Judgement byName, RegistryRecord own, List<Signal> signals) {
        if (!own.knows(Aspect.REPOSITORY)) {
            return;
        }
        if (own.repository().isEmpty()) {
            signals.add(signal(SignalKind.NO_REPOSITORY, ""));
        } else if (!isNamedLike(own.repository(), byName.name())) {
            signals.add(signal(SignalKind.OTHER_REPOSITORY, own.repository()));
        }
    }

    /** Whether a repository has a word of at least three characters with the package in common, or is one of its own host. */
    private static boolean isNamedLike(String repository, PackageName name) {
        String path = letters(repository);
        String whole = letters(name.base());
        if (path.contains(whole)) {
            return true;
        }
        String text = name.canonical();
        int from = 0;
        for (int to = 0; to <= text.length(); to++) {
            if (to == text.length() || !Character.isLetterOrDigit(text.charAt(to))) {
                if (to - from >= LEAST_WORD && path.contains(letters(text.substring(from, to)))) {
                    return true;
                }
                from = to + 1;
            }
        }
        return false;
    }

    private static String letters(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
            if (Character.isLetterOrDigit(c)) {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** What speaks for a package whose name gives reason to ask. */
    private void excuse(Judgement byName, RegistryRecord own, Optional<RegistryRecord> imitated, List<Signal> signals) {
        String target = byName.target();
        Optional<String> owner = imitated.flatMap(of -> sharedOwner(own, of));
        if (owner.isPresent()) {
            signals.add(signal(SignalKind.SAME_OWNER, target, owner.get()));
            return;
        }
        boolean sameRepository = imitated.isPresent()
                && !own.repository().isEmpty()
                && own.repository().equalsIgnoreCase(imitated.get().repository());
        if (sameRepository && own.is(Trait.PROVENANCE)) {
            signals.add(signal(SignalKind.SAME_SOURCE, target, own.repository()));
            return;
        }
        boolean othersKnown = !own.owners().isEmpty()
                && imitated.map(of -> !of.owners().isEmpty()).orElse(false);
        if (sameRepository && othersKnown) {
            signals.add(signal(SignalKind.BORROWED_REPOSITORY, target, own.repository()));
        }
        long days = days(own);
        long used = perMonth(own);
        long share = imitated.map(this::perMonth).filter(of -> of > 0).orElse(Long.MAX_VALUE) / LEAST_SHARE;
        if (days >= GROWN_DAYS && used >= Math.min(USED, Math.max(share, UNUSED))) {
            signals.add(signal(
                    SignalKind.ESTABLISHED, date(own.releases().firstMillis()).toString()));
        } else if (days >= GROWN_DAYS && own.releases().count() >= SEVERAL_RELEASES) {
            signals.add(signal(
                    SignalKind.LONG_LIVED, date(own.releases().firstMillis()).toString()));
        }
    }

    private static Optional<String> sharedOwner(RegistryRecord one, RegistryRecord other) {
        return one.owners().stream()
                .filter(each -> other.owners().stream().anyMatch(each::equalsIgnoreCase))
                .findFirst();
    }
}
