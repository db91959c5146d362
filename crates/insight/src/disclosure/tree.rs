//! An axis as a tree: the total at its root, what is told finest at its leaves.

use std::collections::{BTreeMap, BTreeSet};

use super::BadTable;

#[derive(Clone)]
pub(super) struct Tree {
    codes: Vec<String>,
    parents: Vec<usize>,
    children: Vec<Vec<usize>>,
    /// From each node up to the root, itself first.
    chains: Vec<Vec<usize>>,
    /// Leaves below each node, as nodes.
    under: Vec<Vec<usize>>,
    /// The node of each leaf, in the caller's order, and back.
    leaf_of_input: Vec<usize>,
    input_of_node: BTreeMap<usize, usize>,
    /// Whether all that a node holds is of one marked leaf, or of marked leaves.
    marks: Vec<Mark>,
}

/// Which leaves below a node bear the caller's mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    /// The only leaf below bears it.
    Single,
    /// All of several leaves below bear it.
    All,
}

impl Tree {
    /// Paths go from below the root down to a leaf; nodes are numbered by code, so the caller's order does not matter.
    pub fn new(root: &str, paths: &[Vec<&str>], marked: &[bool]) -> Result<Self, BadTable> {
        if paths.is_empty() {
            return Err(BadTable::Empty);
        }
        let sorted: BTreeMap<&[&str], usize> =
            paths.iter().enumerate().map(|(input, path)| (path.as_slice(), input)).collect();
        let mut tree = Self {
            codes: vec![root.to_owned()],
            parents: vec![0],
            children: vec![vec![]],
            chains: vec![vec![0]],
            under: vec![],
            leaf_of_input: vec![0; paths.len()],
            input_of_node: BTreeMap::new(),
            marks: vec![],
        };
        let mut known: BTreeMap<&[&str], usize> = BTreeMap::from([(&[][..], 0)]);
        for (&path, &input) in &sorted {
            let mut node = 0;
            for depth in 1..=path.len() {
                node = *known.entry(&path[..depth]).or_insert_with(|| tree.grow(node, path[depth - 1]));
            }
            tree.leaf_of_input[input] = node;
            tree.input_of_node.insert(node, input);
        }
        if let Some(code) = tree.code_twice() {
            return Err(BadTable::Twice(code));
        }
        let inner_leaf = tree.leaf_of_input.iter().find(|leaf| !tree.children[**leaf].is_empty());
        if let Some(leaf) = inner_leaf.copied().or_else(|| (sorted.len() < paths.len()).then(|| tree.leaf_of_input[0]))
        {
            return Err(BadTable::Twice(tree.codes[leaf].clone()));
        }
        tree.under = vec![vec![]; tree.codes.len()];
        for &leaf in tree.input_of_node.keys() {
            for &node in &tree.chains[leaf] {
                tree.under[node].push(leaf);
            }
        }
        let mark =
            |leaves: &Vec<usize>| match (leaves.len(), leaves.iter().all(|leaf| marked[tree.input_of_node[leaf]])) {
                (_, false) => Mark::None,
                (1, true) => Mark::Single,
                (_, true) => Mark::All,
            };
        tree.marks = tree.under.iter().map(mark).collect();
        Ok(tree)
    }

    fn grow(&mut self, parent: usize, code: &str) -> usize {
        let node = self.codes.len();
        self.codes.push(code.to_owned());
        self.parents.push(parent);
        self.children.push(vec![]);
        self.children[parent].push(node);
        let chain = [node].into_iter().chain(self.chains[parent].iter().copied()).collect();
        self.chains.push(chain);
        node
    }

    fn code_twice(&self) -> Option<String> {
        let mut seen = BTreeSet::new();
        self.codes.iter().find(|code| !seen.insert(code.as_str())).cloned()
    }

    pub fn len(&self) -> usize {
        self.codes.len()
    }

    pub fn inputs(&self) -> usize {
        self.leaf_of_input.len()
    }

    pub fn code(&self, node: usize) -> &str {
        &self.codes[node]
    }

    pub fn find(&self, code: &str) -> Option<usize> {
        self.codes.iter().position(|known| known == code)
    }

    pub fn parent(&self, node: usize) -> Option<usize> {
        (node != 0).then(|| self.parents[node])
    }

    pub fn children(&self, node: usize) -> &[usize] {
        &self.children[node]
    }

    pub fn chain(&self, node: usize) -> &[usize] {
        &self.chains[node]
    }

    pub fn leaves_under(&self, node: usize) -> &[usize] {
        &self.under[node]
    }

    pub fn leaf(&self, input: usize) -> usize {
        self.leaf_of_input[input]
    }

    pub fn input_of(&self, leaf: usize) -> usize {
        self.input_of_node[&leaf]
    }

    pub fn is_leaf(&self, node: usize) -> bool {
        self.children[node].is_empty()
    }

    /// Whether a leaf below the node bears the caller's mark.
    pub fn holds_a_mark(&self, node: usize) -> bool {
        self.leaves_under(node).iter().any(|leaf| self.marks[*leaf] != Mark::None)
    }

    pub fn mark(&self, node: usize) -> Mark {
        self.marks[node]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_paths_does_not_matter() {
        let one = Tree::new("n", &[vec!["b", "y"], vec!["a", "x"], vec!["a", "w"]], &[true, false, false]).unwrap();
        let two = Tree::new("n", &[vec!["a", "w"], vec!["b", "y"], vec!["a", "x"]], &[false, true, false]).unwrap();
        assert_eq!(one.codes, two.codes);
        assert_eq!((one.leaf(0), one.leaf(1), one.leaf(2)), (two.leaf(1), two.leaf(2), two.leaf(0)));
        assert_eq!(one.leaves_under(0).len(), 3);
        assert_eq!(one.mark(one.find("b").unwrap()), Mark::Single);
        assert_eq!((one.mark(one.find("a").unwrap()), one.mark(0)), (Mark::None, Mark::None));
    }

    #[test]
    fn a_code_names_one_thing() {
        let tree = |paths: &[Vec<&str>]| Tree::new("n", paths, &vec![false; paths.len()]).map(|_| ());
        assert_eq!(tree(&[]), Err(BadTable::Empty));
        for paths in [
            vec![vec!["a", "n"]],
            vec![vec!["a"], vec!["a"]],
            vec![vec!["a"], vec!["a", "b"]],
            vec![vec!["a", "x"], vec!["b", "x"]],
        ] {
            assert!(matches!(tree(&paths), Err(BadTable::Twice(_))), "{paths:?}");
        }
    }
}
