using Coffer.Bench.Load;
using Coffer.Bench.Operator;
using Coffer.Bench.Report;
using Coffer.Bench.Serving;
using Coffer.Tests.Support;
using Spectre.Console;

namespace Coffer.Bench.Phases;

/// <summary>What all phases of a run share.</summary>
internal sealed record Run(
    BenchOptions Options, IAnsiConsole Console, ServerProcess Servers, LoadClient Load, KubeClient Kube, VaultAdmin Vault,
    Findings Findings)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Objects with a Deployment to roll; these are the ones whose values are changed.</summary>
    public int Workloads => Math.Min(Options.Secrets, 50);

    /// <summary>Objects that are refreshed in the phase of unchanged refreshes.</summary>
    public int Refreshed => Math.Min(Options.Secrets, 100);

    public OperatorGroup Operator { get; set; } = null!;

    /// <summary>Waits until the operator asks nothing more of the API server for 3 s.</summary>
    public async Task<Counts> QuietAsync(CancellationToken cancellation)
    {
        var (last, since) = (-1L, TimeProvider.System.GetTimestamp());
        while (true)
        {
            var counts = await Servers.CountAsync(cancellation);
            var total = counts.Work.Sum(kind => kind.Count);
            since = total == last ? since : TimeProvider.System.GetTimestamp();
            last = total;
            if (TimeProvider.System.GetElapsedTime(since) > Quiet)
            {
                return counts;
            }

            await Task.Delay(Look, TimeProvider.System, cancellation);
        }
    }

    /// <summary>Shows how it comes along until it is complete.</summary>
    /// <exception cref="TimeoutException">It did not become complete within 10 minutes.</exception>
    public Task FollowAsync(CancellationToken cancellation, params (string What, int Goal, Func<long> Now)[] goals) =>
        Console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                var start = TimeProvider.System.GetTimestamp();
                var tasks = goals.Select(goal => progress.AddTask(goal.What, maxValue: goal.Goal)).ToList();
                while (!cancellation.IsCancellationRequested)
                {
                    var done = goals.Zip(tasks, (goal, task) => (task.Value = goal.Now()) >= goal.Goal).ToList();
                    if (done.TrueForAll(isDone => isDone))
                    {
                        return;
                    }

                    if (TimeProvider.System.GetElapsedTime(start) > Patience)
                    {
                        throw new TimeoutException(string.Join("; ", goals.Select(goal => $"{goal.What}: {goal.Now()} of {goal.Goal}")));
                    }

                    await Task.Delay(Look, TimeProvider.System, cancellation);
                }
            });

    public Task PutAsync(int number, string password, CancellationToken cancellation) =>
        PutAsync(ObjectText.Name(number), password, cancellation);

    public Task PutAsync(string name, string password, CancellationToken cancellation) =>
        Vault.PutAsync("kvv2", $"demo/{name}", new() { ["username"] = name, ["password"] = password }, cancellation);
}
