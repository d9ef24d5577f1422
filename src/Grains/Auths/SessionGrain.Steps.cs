using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Coffer.Domain.Auths;
using Coffer.Domain.Auths.Sessions;
using Coffer.Domain.Connections;
using Coffer.Domain.Timing;
using Coffer.Grains.Actors;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Auths;

/// <summary>Carries out the steps, one at a time. A step that takes too long is a failure with a back-off like any other.</summary>
internal sealed partial class SessionGrain
{
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan InspectionLimit = TimeSpan.FromSeconds(5);
    private static readonly Failure TooSlow = new(FailureKind.Timeout, "there was no answer in time");

    private Task PerformAsync(SessionStep step, CancellationToken cancellation) => step switch
    {
        SessionStep.CheckInputs => CheckInputsAsync(),
        SessionStep.LogIn => LimitedAsync(LogInAsync, failure => new SessionCommand.FailLogin(failure), StepLimit, cancellation),
        SessionStep.Renew => LimitedAsync(RenewAsync, failure => new SessionCommand.FailRenewal(failure), StepLimit, cancellation),
        SessionStep.LookUp => LimitedAsync(LookUpAsync, failure => new SessionCommand.FailLookup(failure), StepLimit, cancellation),
        SessionStep.Revoke r => Done(() => Revoke(r.Versions), new SessionCommand.NoteRevoked(r.Versions)),
        SessionStep.LetGo => Done(static () => { }, new SessionCommand.LetGo()),
        SessionStep.Inspect i =>
            Task.WhenAll(i.Paths.GroupBy(p => (p.Namespace, p.Mount)).Select(mount => InspectMountAsync([.. mount], cancellation))),
        _ => Task.CompletedTask,
    };

    private Task Done(Action act, SessionCommand then)
    {
        act();
        Apply(then);
        return Task.CompletedTask;
    }

    private async Task LimitedAsync(
        Func<CancellationToken, Task<SessionCommand>> act, Func<Failure, SessionCommand> failed, TimeSpan limit,
        CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(limit, Services.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timer.Token);
        SessionCommand outcome;
        try
        {
            outcome = await act(both.Token);
        }
        catch (OperationCanceledException) when (!Services.Lifetime.Stopping.IsCancellationRequested)
        {
            outcome = failed(TooSlow);
        }

        Apply(outcome);
    }

    private async Task CheckInputsAsync()
    {
        var auth = GrainFactory.GetGrain<IVaultAuthGrain>(Key.Auth.ToString());
        var reply = await GrainCalls.TryAsync(() => auth.GetLogin(Key.Consumer, subscribe: true), failure => new LoginReply(null, failure));
        if (reply.Recipe is { } recipe)
        {
            _recipe = recipe;
            Settle(recipe);
            Apply(new SessionCommand.ConfirmInputs(recipe.Inputs));
        }
        else
        {
            Apply(new SessionCommand.LoseInputs(reply.Problem!));
        }
    }

    /// <summary>
    /// A token that came with a move is for the Vault that it came from: where that is, is known when the inputs are the same still.
    /// </summary>
    private void Settle(LoginRecipe recipe)
    {
        if (_state.Grant is { } grant && recipe.Inputs == _state.Inputs && _held.TryGetValue(grant.Version, out var held)
            && held.Endpoint is null)
        {
            _held[grant.Version] = held with { Endpoint = recipe.Endpoint, Namespace = Namespace };
        }
    }

    private async Task<SessionCommand> LogInAsync(CancellationToken cancellation)
    {
        var recipe = _recipe!;
        var plan = VaultAuthRules.Plan(Key, recipe.Spec, recipe.Endpoint.Connection, recipe.Endpoint.Address);
        var credential = await ports.Credentials.FetchAsync(plan.Source, cancellation);
        if (!credential.TryGet(out var found, out var unavailable))
        {
            return new SessionCommand.FailLogin(LoginCauses.OfCredential(plan, unavailable));
        }

        var print = plan.Method.LocksOut && found is Credential.Text sent ? Fingerprint(recipe.Inputs, sent) : "";
        if (RefusedCredential.Held(_refused, print, Now) is { } held)
        {
            return new SessionCommand.FailLogin(held);
        }

        var login = plan.Method.IsAdopted && found is Credential.Text { Value: var token }
            ? await AdoptAsync(recipe, plan, new VaultToken(token), cancellation)
            : await ports.Tokens.LoginAsync(recipe.Endpoint, plan.Request(found), cancellation);
        Services.Observability.Metrics.LoggedIn(Key.Auth, login.Failure);
        if (!login.TryGet(out var granted, out var failure))
        {
            Suspect(recipe.Endpoint, failure);
            var claims = plan.Method.SendsJwt && found is Credential.Text jwt ? TokenClaims.Read(jwt.Value) : null;
            var told = LoginCauses.OfLogin(plan, failure, claims, Now);
            _refused = print.Length > 0 ? RefusedCredential.After(_refused, print, told, Now) : null;
            return new SessionCommand.FailLogin(told);
        }

        _refused = null;
        _granted = new HeldToken(granted.Token, recipe.Endpoint, plan.Namespace) { IsAdopted = plan.Method.IsAdopted };
        return new SessionCommand.AcceptLogin(granted.Duration, granted.Renewable && plan.Method.Renews, granted.Policies);
    }

    /// <summary>
    /// A token that somebody else made is looked at instead of a login. When it is taken a second time, a renewal has brought no more life.
    /// </summary>
    private async Task<Outcome<VaultLogin>> AdoptAsync(
        LoginRecipe recipe, LoginPlan plan, VaultToken token, CancellationToken cancellation)
    {
        var looked = await ports.Tokens.LookupAsync(recipe.Endpoint, plan.Namespace, token, cancellation);
        if (!looked.TryGet(out var info, out var failure))
        {
            return failure;
        }

        if (AdoptedTokens.Announce(plan, info, isTakenAgain: token == Token, Now) is { } news)
        {
            Services.Events.Record(
                new ObjectRef(ResourceKinds.VaultAuth, Key.Auth, recipe.Uid, ""), news.Warning, news.Reason, news.Message);
        }

        return new VaultLogin(token, info.Ttl, info.Renewable, info.Policies);
    }

    /// <summary>The key is this activation's own, so that nobody can try out values against what is held.</summary>
    private string Fingerprint(string inputs, Credential.Text credential) =>
        Convert.ToHexString(HMACSHA256.HashData(_fingerprintKey, Encoding.UTF8.GetBytes($"{inputs}\n{credential.Value}")));

    private async Task<SessionCommand> RenewAsync(CancellationToken cancellation)
    {
        var renewal = await ports.Tokens.RenewAsync(_recipe!.Endpoint, Namespace, Token!, cancellation);
        if (renewal.TryGet(out var renewed, out var failure))
        {
            return new SessionCommand.AcceptRenewal(renewed.Duration, renewed.Renewable);
        }

        Suspect(_recipe.Endpoint, failure);
        return new SessionCommand.FailRenewal(failure);
    }

    private async Task<SessionCommand> LookUpAsync(CancellationToken cancellation)
    {
        var lookup = await ports.Tokens.LookupAsync(_recipe!.Endpoint, Namespace, Token!, cancellation);
        return lookup.Failure switch
        {
            null => new SessionCommand.FindAlive(),
            { Kind: FailureKind.Forbidden or FailureKind.Unauthorized } => new SessionCommand.FindDead(),
            var failure => new SessionCommand.FailLookup(failure),
        };
    }

    /// <summary>
    /// Asks for the type of one mount once, and for the capabilities of each refused path below it. What can't be found out is left out.
    /// </summary>
    private async Task InspectMountAsync(ImmutableArray<RefusedPath> paths, CancellationToken cancellation)
    {
        var (recipe, token, first) = (_recipe!, Token!, paths[0]);
        var ns = first.Namespace.Length > 0 ? first.Namespace : Namespace;
        using var timer = new CancellationTokenSource(InspectionLimit, Services.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timer.Token);
        var found = new Dictionary<RefusedPath, Findings>();
        try
        {
            var type = await ports.Diagnosis.MountTypeAsync(recipe.Endpoint, ns, token, first.Mount, both.Token);
            foreach (var path in paths)
            {
                var capabilities = await ports.Diagnosis.CapabilitiesAsync(recipe.Endpoint, ns, token, path.Path, both.Token);
                found[path] = new Findings(
                    type.TryGet(out var name, out _) ? name : "", capabilities.TryGet(out var list, out _) ? [.. list] : []);
            }
        }
        catch (OperationCanceledException) when (!Services.Lifetime.Stopping.IsCancellationRequested)
        {
            // The denial is told without findings.
        }

        foreach (var path in paths)
        {
            Apply(new SessionCommand.NoteFindings(path, found.GetValueOrDefault(path, Findings.None)));
        }
    }

    private string Name => this.GetPrimaryKeyString();

    private string Namespace => (_recipe?.Spec.Namespace ?? "").Trim('/');

    /// <summary>Has the connection look at its Vault at once, so that its status is true to life and its recovery noticed.</summary>
    private void Suspect(VaultEndpoint endpoint, Failure failure)
    {
        if (ConnectionSuspicion.Of(failure))
        {
            GrainFactory.GetGrain<IConnectionGrain>(endpoint.Connection.ToString()).CallFailed().Ignore();
        }
    }

    private void Report(SessionEvent @event)
    {
        switch (@event)
        {
            case SessionEvent.DependentsToldOf:
                _dependents.Tell(BackOff.SpreadFor(_dependents.Keys.Count));
                break;
            case SessionEvent.GrantIssued e:
                LogIssued(Services.Log, Name, e.Grant.Version, e.Grant.ExpiresAt, e.Grant.Care);
                break;
            case SessionEvent.GrantDropped e:
                LogDropped(Services.Log, Name, e.Why);
                break;
            case SessionEvent.Postponed e:
                LogPostponed(Services.Log, Name, e.Trouble.Count, e.Trouble.RetryAt, e.Trouble.Failure.Message);
                break;
            case SessionEvent.InputsLost e:
                LogPostponed(Services.Log, Name, e.Trouble.Count, e.Trouble.RetryAt, e.Trouble.Failure.Message);
                break;
            case SessionEvent.PathDenied e:
                LogDenied(Services.Log, Name, e.Path.Path, e.Count, e.Until);
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Auth {Key}: logged in, version {Version}, expires {ExpiresAt:u}, care {Care}")]
    private static partial void LogIssued(ILogger log, string key, long version, DateTimeOffset expiresAt, Care care);

    [LoggerMessage(Level = LogLevel.Information, Message = "Auth {Key}: the token is no longer used: {Why}")]
    private static partial void LogDropped(ILogger log, string key, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Auth {Key}: failure {Count} in a row, next try {RetryAt:u}: {Problem}")]
    private static partial void LogPostponed(ILogger log, string key, int count, DateTimeOffset retryAt, string problem);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Auth {Key}: Vault denies {Path}, time {Count} in a row, not tried before {Until:u}")]
    private static partial void LogDenied(ILogger log, string key, string path, int count, DateTimeOffset until);
}
