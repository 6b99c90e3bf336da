package dev.assay.detectors.crypto;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a whole scan uses of cryptography, and in which order to replace it. Keeps counts by algorithm and purpose, never uses, so
 * that its memory does not grow with the target; beyond {@link #MOST_GROUPS} groups what is new is counted together, as {@code
 * others}. Belongs to one thread; the same uses in any order give the same summary.
 */
public final class CryptoSummary {
    /** More groups than there are algorithms: what comes beyond is made up. */
    public static final int MOST_GROUPS = 2_000;

    private static final String OTHERS = "others";

    /**
     * Uses of one algorithm for one purpose.
     *
     * @param algorithm {@code others} for what came beyond the limit
     * @param quantum the worst of them
     * @param broken how many of them are broken today, which is wave 1
     * @param harvest the highest score
     */
    public record Group(
            String algorithm, String purpose, Quantum quantum, long uses, long broken, int harvest, long hardCoded) {}

    /** How many uses a regime wants gone from a day on. */
    public record Due(Deadline deadline, long uses) {}

    /**
     * A step of the roadmap.
     *
     * @param algorithms what it replaces, in the order of their names
     * @param harvest the highest score of what it replaces: the higher, the sooner
     * @param due the first deadline of what it replaces; null if no regime of the policy has one
     */
    public record Step(
            Replacement replacement,
            List<String> algorithms,
            long uses,
            long hardCoded,
            int harvest,
            @Nullable Deadline due) {
        public Step {
            algorithms = List.copyOf(algorithms);
        }

        /** Weeks by rule of thumb: of the effort, and a tenth of a week for each place where it is written in a program. */
        public long weeks() {
            long base = switch (replacement.effort()) {
                case SMALL -> 1;
                case MEDIUM -> 4;
                case LARGE -> 12;
            };
            return base + (hardCoded + 9) / 10;
        }
    }

    /**
     * What is done together.
     *
     * @param number from 1; the earlier the more urgent
     * @param title what it is about
     */
    public record Wave(int number, String title, List<Step> steps) {
        public Wave {
            steps = List.copyOf(steps);
        }
    }

    /**
     * How far along a target is.
     *
     * @param quantumSafePercent of the uses whose strength is known
     * @param agilePercent of all uses that are not written in a program
     * @param harvest the highest score for recording now and reading later
     */
    public record Readiness(int quantumSafePercent, int agilePercent, int harvest) {}

    private static final class Counted {
        private long uses;
        private long broken;
        private long hardCoded;
        private int harvest;
        private @Nullable Deadline due;
        private Quantum quantum = Quantum.UNKNOWN;
        private final TreeSet<String> algorithms = new TreeSet<>();

        void add(Assessment assessment) {
            uses++;
            broken += isBroken(assessment) ? 1 : 0;
            hardCoded += assessment.agility() == Agility.HARD_CODED ? 1 : 0;
            harvest = Math.max(harvest, assessment.harvest().score());
            for (Deadline each : assessment.deadlines()) {
                due = due == null || each.from().isBefore(due.from()) ? each : due;
            }
            Quantum other = assessment.strength().quantum();
            quantum = other.compareTo(quantum) < 0 ? other : quantum; // the worst comes first
            if (algorithms.size() < MOST_GROUPS) {
                algorithms.add(assessment.use().algorithm());
            }
        }
    }

    // Not put together of Comparator's methods: every report has these maps, and that would cost each start some
    // milliseconds.
    private final Map<List<String>, Counted> groups =
            new TreeMap<>((one, other) -> String.join("\0", one).compareTo(String.join("\0", other)));
    private final Map<Replacement, Counted> steps = new TreeMap<>(CryptoSummary::inOrder);
    private final Map<Deadline, Long> dues = new TreeMap<>(CryptoSummary::inOrder);
    private final Map<Quantum, Long> byQuantum = new EnumMap<>(Quantum.class);
    private final Map<Agility, Long> byAgility = new EnumMap<>(Agility.class);
    private int harvest;

    private static int inOrder(Replacement one, Replacement other) {
        int order = Integer.compare(one.wave(), other.wave());
        order = order != 0 ? order : one.to().compareTo(other.to());
        order = order != 0 ? order : one.hybrid().compareTo(other.hybrid());
        order = order != 0 ? order : one.effort().compareTo(other.effort());
        return order != 0 ? order : one.source().compareTo(other.source());
    }

    private static int inOrder(Deadline one, Deadline other) {
        int order = one.from().compareTo(other.from());
        order = order != 0 ? order : one.regime().id().compareTo(other.regime().id());
        order = order != 0 ? order : one.verdict().compareTo(other.verdict());
        return order != 0 ? order : one.clause().compareTo(other.clause());
    }

    /** Takes one use in. */
    public void add(Assessment assessment) {
        List<String> key = List.of(
                assessment.use().algorithm().isEmpty() ? "?" : assessment.use().algorithm(),
                assessment.use().purpose());
        if (groups.size() >= MOST_GROUPS && !groups.containsKey(key)) {
            key = List.of(OTHERS, "");
        }
        groups.computeIfAbsent(key, _ -> new Counted()).add(assessment);
        assessment
                .replacement()
                .ifPresent(replacement ->
                        steps.computeIfAbsent(replacement, _ -> new Counted()).add(assessment));
        assessment.deadlines().forEach(deadline -> dues.merge(deadline, 1L, Long::sum));
        byQuantum.merge(assessment.strength().quantum(), 1L, Long::sum);
        byAgility.merge(assessment.agility(), 1L, Long::sum);
        harvest = Math.max(harvest, assessment.harvest().score());
    }

    private static boolean isBroken(Assessment assessment) {
        return assessment.replacement().filter(found -> found.wave() == 1).isPresent();
    }

    /** In the order of their names, then of their purposes. */
    public List<Group> algorithms() {
        List<Group> all = new ArrayList<>(groups.size());
        groups.forEach((key, counted) -> all.add(new Group(
                key.get(0),
                key.get(1),
                counted.quantum,
                counted.uses,
                counted.broken,
                counted.harvest,
                counted.hardCoded)));
        return all;
    }

    /** How many uses a quantum computer breaks, weakens, leaves alone; all four are there. */
    public Map<Quantum, Long> byQuantum() {
        Map<Quantum, Long> all = new EnumMap<>(Quantum.class);
        for (Quantum each : Quantum.values()) {
            all.put(each, byQuantum.getOrDefault(each, 0L));
        }
        return all;
    }

    /** Nearest first; only of the regimes in the policy. */
    public List<Due> deadlines() {
        List<Due> all = new ArrayList<>(dues.size());
        dues.forEach((deadline, uses) -> all.add(new Due(deadline, uses)));
        return all;
    }

    /** What to replace by what, in waves, and within a wave by the score and then by the number of uses. Empty waves are left out. */
    public List<Wave> roadmap() {
        Map<Integer, List<Step>> waves = new TreeMap<>();
        steps.forEach((replacement, counted) -> waves.computeIfAbsent(replacement.wave(), _ -> new ArrayList<>())
                .add(new Step(
                        replacement,
                        List.copyOf(counted.algorithms),
                        counted.uses,
                        counted.hardCoded,
                        counted.harvest,
                        counted.due)));
        List<Wave> all = new ArrayList<>(waves.size());
        waves.forEach((number, list) -> {
            list.sort(Comparator.comparingInt(Step::harvest)
                    .thenComparingLong(Step::uses)
                    .reversed()
                    .thenComparing(step -> step.replacement().to()));
            all.add(new Wave(number, title(number), list));
        });
        return all;
    }

    private static String title(int wave) {
        return switch (wave) {
            case 1 -> "What is broken today";
            case 2 -> "What can be recorded now and read later";
            case 3 -> "What signs";
            default -> "Sizes of keys and digests";
        };
    }

    /** Percentages are rounded down, and 100 of nothing. */
    public Readiness readiness() {
        long safe = byQuantum.getOrDefault(Quantum.SAFE, 0L);
        long known = safe + byQuantum.getOrDefault(Quantum.BROKEN, 0L) + byQuantum.getOrDefault(Quantum.WEAKENED, 0L);
        long hardCoded = byAgility.getOrDefault(Agility.HARD_CODED, 0L);
        long all = byAgility.values().stream().mapToLong(Long::longValue).sum();
        return new Readiness(percent(safe, known), percent(all - hardCoded, all), harvest);
    }

    private static int percent(long part, long whole) {
        return whole == 0 ? 100 : (int) (100 * part / whole);
    }
}
