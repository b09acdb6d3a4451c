#!/bin/sh
# Publishes the benchmark compiled ahead, as a service would be, and runs it with the arguments given.
set -e
here=$(cd "$(dirname "$0")" && pwd)
runtime=linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
dotnet publish "$here" -c Release -r "$runtime" --self-contained false -p:PublishReadyToRun=true
exec "$here/../../artifacts/publish/Estop.Benchmarks.Children/release_$runtime/Estop.Benchmarks.Children" "$@"
