using Coffer.Contracts;
using Coffer.Domain.Auths.Sessions;

namespace Coffer.Domain.Tests.Auths;

/// <summary>Plays facts to a session's decider. Each fact is told twice: the second time must change nothing.</summary>
internal sealed class SessionPlay
{
    public const string Inputs = "VaultAuth/a/1 VaultConnection/c/1";

    public SessionState State { get; private set; } = new() { Seed = 7 };

    public DateTimeOffset Now { get; private set; } = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public List<SessionEvent> Events { get; } = [];

    public SessionStep Next => SessionAgenda.Next(State, Now);

    public SessionPlay Hear(SessionCommand command)
    {
        var events = SessionDecider.Decide(State, command, Now);
        Events.AddRange(events);
        State = events.Aggregate(State, SessionEvolution.Evolve);
        Assert.Empty(SessionDecider.Decide(State, command, Now));
        return this;
    }

    public SessionPlay After(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public SessionPlay After(int seconds) => After(TimeSpan.FromSeconds(seconds));

    public SessionPlay Ask(string? path = null, long? refused = null) =>
        Hear(new SessionCommand.Ask(path is null ? null : Path(path), refused));

    public SessionPlay Confirm(string inputs = Inputs) => Hear(new SessionCommand.ConfirmInputs(inputs));

    public SessionPlay Login(int seconds = 3600, bool renewable = true, params string[] policies) =>
        Hear(new SessionCommand.AcceptLogin(TimeSpan.FromSeconds(seconds), renewable, policies));

    public SessionPlay LoggedIn(int seconds = 3600, bool renewable = true, params string[] policies) =>
        Ask().Confirm().Login(seconds, renewable, policies);

    public SessionPlay Fail(FailureKind kind) => Hear(new SessionCommand.FailLogin(new Failure(kind, "no")));

    public SessionAnswer Answer(string? path = null, long? refused = null) =>
        SessionAnswer.Of(State, path is null ? null : Path(path), refused, Now);

    public long Version => State.Grant!.Version;

    public static RefusedPath Path(string path) => new("", "kv", path);

    public int Count<T>()
        where T : SessionEvent => Events.OfType<T>().Count();
}
