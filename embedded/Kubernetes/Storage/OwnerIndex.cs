namespace Coffer.Embedded.Kubernetes.Storage;

/// <summary>Who lives, and who is owned by whom, by uid.</summary>
internal sealed class OwnerIndex
{
    private readonly Dictionary<string, (ObjectTable Table, string Key)> _living = [];
    private readonly Dictionary<string, HashSet<(ObjectTable Table, string Key)>> _owned = [];

    public void Record(ObjectTable table, Change change)
    {
        var place = (table, change.Current.Key);
        foreach (var owner in change.Previous?.Header.Owners ?? [])
        {
            if (_owned.TryGetValue(owner.Uid, out var places) && places.Remove(place) && places.Count == 0)
            {
                _owned.Remove(owner.Uid);
            }
        }

        if (change.IsDeletion)
        {
            _living.Remove(change.Current.Header.Uid);
            return;
        }

        _living[change.Current.Header.Uid] = place;
        foreach (var owner in change.Current.Header.Owners)
        {
            if (!_owned.TryGetValue(owner.Uid, out var places))
            {
                _owned[owner.Uid] = places = [];
            }

            places.Add(place);
        }
    }

    public (ObjectTable Table, string Key)? Find(string uid) => _living.TryGetValue(uid, out var place) ? place : null;

    public IReadOnlyList<(ObjectTable Table, string Key)> OwnedBy(string uid) => _owned.TryGetValue(uid, out var places) ? [.. places] : [];
}
