namespace NlpTransfer.Data;

/// <summary>Union-find; the smallest member represents its set, so that results do not depend on the order of joining.</summary>
internal sealed class DisjointSets
{
    private readonly int[] parent;

    public DisjointSets(int count)
    {
        parent = new int[count];
        for (var i = 0; i < count; i++) parent[i] = i;
    }

    public int Find(int item)
    {
        while (parent[item] != item) item = parent[item] = parent[parent[item]];
        return item;
    }

    public void Join(int a, int b)
    {
        var (x, y) = (Find(a), Find(b));
        if (x < y) parent[y] = x;
        else parent[x] = y;
    }
}
