using Coffer.Bench;
using Coffer.Bench.Serving;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, signal) =>
{
    signal.Cancel = true;
    stop.Cancel();
};
return args is [ServeMode.Argument]
    ? await ServeMode.RunAsync(Console.In, Console.Out, stop.Token)
    : await BenchCommand.Create().Parse(args).InvokeAsync(cancellationToken: stop.Token);
