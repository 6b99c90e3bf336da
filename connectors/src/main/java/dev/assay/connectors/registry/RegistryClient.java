package dev.assay.connectors.registry;

import dev.assay.connectors.remote.Breaker;
import dev.assay.connectors.remote.Documents;
import dev.assay.connectors.remote.Places;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.scan.Registries;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * All registries behind one client. Who asks for what another is asking for waits for that answer; a few answers are kept at hand,
 * all of them on disk for as long as they are fresh. Each registry has so many places, a time for each package, and is left alone when it
 * does not answer. Thread-safe; made for threads that wait.
 */
public final class RegistryClient implements Registries {
    /** Answers that are kept at hand: what is imitated is imitated often. */
    private static final int MOST_AT_HAND = 1_000;

    /** How many answers are read at once before blocks have to be made anew. */
    private static final int IDLE_BLOCKS = 16;

    private static final long MEMORY_BYTES = 64L << 20;

    private record Question(Coordinates coordinates, Detail detail) {}

    /** How a registry is asked. */
    @FunctionalInterface
    private interface Asking {
        RegistryRecord of(Registry registry, Clock clock) throws IOException;
    }

    /** One registry's places and state. */
    private record Desk(Registry registry, Places places, Breaker breaker) {}

    private final RemoteClient client;
    private final RegistryOptions options;
    private final RegistryOrigins origins;
    private final Map<String, RegistryOptions.Row> rows = RegistryOptions.rows();
    private final Map<String, Desk> desks = new HashMap<>();
    private final Shared<Question, RegistryRecord> underWay = new Shared<>();
    private final Map<Question, RegistryRecord> atHand = new LinkedHashMap<>(64, 0.75f, true);

    public RegistryClient(RemoteClient client, Documents documents, RegistryOptions options) {
        this.client = client;
        this.options = options;
        this.origins = new RegistryOrigins(options.named());
        Memory memory = new Memory(MEMORY_BYTES, new Buffers(IDLE_BLOCKS));
        Function<String, @Nullable Endpoint> endpoint = key -> {
            HttpUrl base = base(key);
            if (base == null) {
                return null;
            }
            client.pace(base, options.named().containsKey(key) ? Duration.ZERO : row(key).apart());
            return new Endpoint(base, documents, memory, options.fresh(), options.build());
        };
        put("npm", endpoint, main -> new NpmRegistry(main, endpoint.apply("npm-downloads")));
        put("pypi", endpoint, main -> new PypiRegistry(main, endpoint.apply("pypi-downloads")));
        put("cargo", endpoint, main -> new CargoRegistry(main, endpoint.apply("cargo-api")));
        put("maven", endpoint, MavenRegistry::new);
        put("golang", endpoint, GoRegistry::new);
        put("gem", endpoint, GemRegistry::new);
        put("nuget", endpoint, NugetRegistry::new);
        put("composer", endpoint, main -> new ComposerRegistry(main, endpoint.apply("composer-api")));
    }

    private void put(
            String type, Function<String, @Nullable Endpoint> endpoint, Function<Endpoint, Registry> registry) {
        Endpoint main = endpoint.apply(type);
        if (main != null) {
            desks.put(type, new Desk(registry.apply(main), new Places(options.atOnce()), new Breaker("packages")));
        }
    }

    private RegistryOptions.Row row(String key) {
        return Objects.requireNonNull(rows.get(key));
    }

    /** Where a key leads; null if nowhere: what a public registry has beside it is not for who named another one. */
    private @Nullable HttpUrl base(String key) {
        HttpUrl named = options.named().get(key);
        int dash = key.indexOf('-');
        boolean others = dash >= 0 && options.named().containsKey(key.substring(0, dash));
        return named != null || others ? named : HttpUrl.parse(row(key).address());
    }

    /** Makes the way to a registry ready while there is something else to do. */
    public void prepare(String ecosystem) {
        HttpUrl base = rows.containsKey(ecosystem) ? base(ecosystem) : null;
        if (base != null) {
            client.prepare(base);
        }
    }

    @Override
    public boolean covers(String ecosystem) {
        return desks.containsKey(ecosystem);
    }

    @Override
    public boolean serves(Dependency dependency) {
        return covers(dependency.coordinates().ecosystem())
                && origins.serves(dependency.coordinates(), dependency.origin());
    }

    @Override
    public boolean publishes(Dependency dependency) {
        return origins.publishes(dependency.coordinates(), dependency.origin());
    }

    @Override
    public RegistryRecord ask(Coordinates coordinates, Detail detail, Clock clock) throws IOException {
        return ask(
                new Question(coordinates, detail),
                (registry, until) -> registry.ask(coordinates, detail, until),
                clock);
    }

    @Override
    public RegistryRecord more(RegistryRecord history, Clock clock) throws IOException {
        if (history.existence() != Existence.EXISTS) {
            return history;
        }
        return ask(
                new Question(history.coordinates(), Detail.USE),
                (registry, until) -> registry.more(history, until),
                clock);
    }

    private RegistryRecord ask(Question question, Asking asking, Clock clock) throws IOException {
        String ecosystem = question.coordinates().ecosystem();
        Desk desk = desks.get(ecosystem);
        if (desk == null) {
            throw new UnreachableException("no registry of " + ecosystem + " is known");
        }
        RegistryRecord known = atHand(question);
        if (known != null) {
            return known;
        }
        return underWay.answer(question, clock, () -> {
            RegistryRecord answer = asked(desk, asking, clock);
            keep(question, answer);
            return answer;
        });
    }

    private RegistryRecord asked(Desk desk, Asking asking, Clock clock) throws IOException {
        desk.places().enter(clock);
        try {
            desk.breaker().check();
            return answered(desk, asking, clock);
        } finally {
            desk.places().leave();
        }
    }

    private RegistryRecord answered(Desk desk, Asking asking, Clock clock) throws IOException {
        try {
            RegistryRecord answer = inTime(desk.registry(), asking, clock);
            desk.breaker().answered();
            return answer;
        } catch (UnreachableException e) {
            desk.breaker().failed(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private RegistryRecord inTime(Registry registry, Asking asking, Clock clock) throws IOException {
        try {
            return asking.of(registry, clock.within(options.timeout()));
        } catch (BudgetExceededException e) {
            if (!e.endsTarget()) {
                throw new UnreachableException("the registry's answer " + e.reason(), e);
            }
            if (!clock.isOver()) {
                throw new UnreachableException(
                        "the registry did not answer within "
                                + options.timeout().toSeconds() + " s",
                        e);
            }
            throw e;
        }
    }

    private @Nullable RegistryRecord atHand(Question question) {
        synchronized (atHand) {
            return atHand.get(question);
        }
    }

    private void keep(Question question, RegistryRecord answer) {
        synchronized (atHand) {
            atHand.put(question, answer);
            if (atHand.size() > MOST_AT_HAND) {
                atHand.remove(atHand.keySet().iterator().next());
            }
        }
    }
}
