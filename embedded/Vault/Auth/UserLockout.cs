namespace Coffer.Embedded.Vault.Auth;

/// <summary>
/// Five refused logins in a row lock a user of this mount out for 15 minutes, and 15 minutes without one are forgotten: the defaults of
/// OpenBao, and of Vault from 1.13 on (isUserLocked and failedUserLoginProcess in vault/request_handling.go; their pages on user lockout).
/// </summary>
internal sealed class UserLockout(TimeProvider time)
{
    private const int Threshold = 5;
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Last)> _failed = [];

    public bool IsLocked(string user)
    {
        lock (_lock)
        {
            return _failed.TryGetValue(user, out var failed) && failed.Count >= Threshold && time.GetUtcNow() - failed.Last < Duration;
        }
    }

    public void Failed(string user)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            _failed[user] = (_failed.TryGetValue(user, out var failed) && now - failed.Last < Duration ? failed.Count + 1 : 1, now);
        }
    }

    public void Succeeded(string user)
    {
        lock (_lock)
        {
            _failed.Remove(user);
        }
    }
}
