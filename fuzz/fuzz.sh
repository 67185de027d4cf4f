#!/bin/sh
# Gives a reader mutated inputs for some time, as README.md beside this file says.
#
#   fuzz/fuzz.sh pth|pickle|safetensors|options [SECONDS]
set -eu
reader=$1
seconds=${2:-600}
jazzer=0.30.0
cd "$(dirname "$0")/.."

case $reader in
  options) module=train target=io.github.edvr4j.train.options.FuzzedOptions ;;
  pth) module=core target='io.github.edvr4j.weights.FuzzedFiles$Pth' ;;
  pickle) module=core target='io.github.edvr4j.weights.FuzzedFiles$Pickle' ;;
  safetensors) module=core target='io.github.edvr4j.weights.FuzzedFiles$Safetensors' ;;
  *) echo "fuzz.sh: pth, pickle, safetensors or options, not $reader" >&2; exit 2 ;;
esac

work=fuzz/target
mkdir -p "$work/lib" "$work/$reader"
mvn -B -q -pl "$module" -am test-compile
for artifact in com.code-intelligence:jazzer:$jazzer com.code-intelligence:jazzer-api:$jazzer \
    org.snakeyaml:snakeyaml-engine:3.2; do
  mvn -B -q dependency:copy -N "-Dartifact=$artifact" "-DoutputDirectory=$PWD/$work/lib"
done

# With so little memory, an input that makes a reader take much of it ends the run.
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx256m -XX:+UseSerialGC \
  --enable-native-access=ALL-UNNAMED -XX:+EnableDynamicAgentLoading \
  -cp "$module/target/classes:$module/target/test-classes:core/target/classes:$work/lib/*" \
  com.code_intelligence.jazzer.Jazzer \
  "--target_class=$target" '--instrumentation_includes=io.github.edvr4j.**:org.snakeyaml.**' \
  --custom_hook_includes=none "--reproducer_path=$work" "-artifact_prefix=$work/" \
  "-max_total_time=$seconds" -timeout=10 -rss_limit_mb=1200 -use_value_profile=1 \
  "$work/$reader" "$module/src/test/resources/fuzz/$reader"
