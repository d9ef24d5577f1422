using System.Runtime.InteropServices;
using Coffer.Playground;
using Spectre.Console;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await new Show(AnsiConsole.Console, args.Contains("--once"), args.Contains("--verbose")).RunAsync(stop.Token);

// The hosts of the silos hear the same signals; whoever hears them last must not end the process under the others.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
