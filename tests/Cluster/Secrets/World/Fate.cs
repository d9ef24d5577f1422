using System.Collections.Concurrent;
using System.Globalization;

namespace Coffer.Cluster.Tests.Secrets.World;

/// <summary>
/// A place where a process may die: before or after one call to the outside. <c>ISecretWriter.ApplyAsync#1</c> is the first
/// apply since the record began.
/// </summary>
internal sealed record CrashPoint(string Call, bool After)
{
    public override string ToString() => $"{(After ? "after" : "before")} {Call}";
}

/// <summary>
/// What one incarnation of the operator may still do to the world. Calls are told apart by the namespace that they are about, so that
/// many cases share an incarnation: for a namespace that is dead nothing gets out and no answer gets in, ever, as if the process that
/// worked on it had been killed.
/// </summary>
internal sealed class Fate
{
    private readonly ConcurrentDictionary<(string Namespace, string Call), int> _counts = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _records = new();
    private readonly ConcurrentDictionary<string, CrashPoint> _plans = new();
    private readonly ConcurrentDictionary<string, Action> _instead = new();
    private readonly ConcurrentDictionary<string, bool> _dead = new();
    private volatile bool _allDead;

    /// <summary>Begins to number the calls about a namespace, and kills it at the point, if one is given.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="plan">The point.</param>
    /// <param name="instead">What happens at the point instead of death, once.</param>
    public void Watch(string ns, CrashPoint? plan, Action? instead = null)
    {
        _records[ns] = new ConcurrentQueue<string>();
        if (instead is not null)
        {
            _instead[ns] = instead;
        }

        if (plan is not null)
        {
            _plans[ns] = plan;
        }
    }

    /// <summary>The calls since <see cref="Watch"/>, each with its number.</summary>
    public IReadOnlyList<string> Record(string ns) => [.. _records.GetValueOrDefault(ns) ?? []];

    public bool IsDead(string ns) => _allDead || _dead.ContainsKey(ns);

    public void KillAll() => _allDead = true;

    /// <summary>Lets the call out and its answer in, unless death comes in between.</summary>
    public async Task<T> PassAsync<T>(string ns, string name, Func<Task<T>> call)
    {
        var point = Number(ns, name);
        await DieAsync(ns, new CrashPoint(point, After: false));
        var answer = await call();
        await DieAsync(ns, new CrashPoint(point, After: true));
        return answer;
    }

    private string Number(string ns, string name)
    {
        if (!_records.TryGetValue(ns, out var record) || IsDead(ns))
        {
            return "";
        }

        var count = _counts.AddOrUpdate((ns, name), 1, static (_, before) => before + 1);
        var point = string.Create(CultureInfo.InvariantCulture, $"{name}#{count}");
        record.Enqueue(point);
        return point;
    }

    private Task DieAsync(string ns, CrashPoint here)
    {
        if (_plans.TryGetValue(ns, out var plan) && plan == here)
        {
            if (_instead.TryRemove(ns, out var instead))
            {
                _plans.TryRemove(ns, out _);
                instead();
            }
            else
            {
                _dead[ns] = true;
            }
        }

        return IsDead(ns) ? new TaskCompletionSource().Task : Task.CompletedTask;
    }
}
