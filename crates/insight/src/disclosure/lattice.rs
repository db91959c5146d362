//! Every figure of a table as one number: a node of each axis. A figure is the sum of the finest figures below it.

use super::tree::Tree;

pub(super) struct Lattice {
    pub trees: Vec<Tree>,
    strides: Vec<usize>,
    pub size: usize,
}

impl Lattice {
    /// Axes in the order where, what, crossings, when.
    pub fn new(trees: Vec<Tree>) -> Self {
        let mut size = 1;
        let stride = |tree: &Tree| {
            let stride = size;
            size *= tree.len();
            stride
        };
        let strides = trees.iter().map(stride).collect();
        Self { trees, strides, size }
    }

    pub fn axes(&self) -> std::ops::Range<usize> {
        0..self.trees.len()
    }

    pub fn node(&self, figure: usize, axis: usize) -> usize {
        figure / self.strides[axis] % self.trees[axis].len()
    }

    pub fn figure(&self, nodes: impl IntoIterator<Item = usize>) -> usize {
        nodes.into_iter().zip(&self.strides).map(|(node, stride)| node * stride).sum()
    }

    /// The same figure at another node of one axis.
    pub fn moved(&self, figure: usize, axis: usize, node: usize) -> usize {
        figure + node * self.strides[axis] - self.node(figure, axis) * self.strides[axis]
    }

    pub fn stride(&self, axis: usize) -> usize {
        self.strides[axis]
    }

    /// The figure and all whose sum it is part of.
    pub fn above(&self, figure: usize) -> Vec<usize> {
        self.product(figure, |tree, node| tree.chain(node).to_vec())
    }

    /// The figure and all that are part of its sum.
    pub fn below(&self, figure: usize) -> Vec<usize> {
        self.product(figure, |tree, node| {
            let mut nodes = vec![node];
            let mut next = 0;
            while next < nodes.len() {
                nodes.extend_from_slice(tree.children(nodes[next]));
                next += 1;
            }
            nodes
        })
    }

    fn product(&self, figure: usize, nodes: impl Fn(&Tree, usize) -> Vec<usize>) -> Vec<usize> {
        let mut figures = vec![0];
        for axis in self.axes() {
            let nodes = nodes(&self.trees[axis], self.node(figure, axis));
            figures = figures
                .iter()
                .flat_map(|base| nodes.iter().map(move |node| base + node * self.strides[axis]))
                .collect();
        }
        figures
    }

    /// Along each axis, the sums that this figure is a member of: `(total, parts)`, with the figure as a part, then as the total.
    pub fn sums(&self, figure: usize) -> Vec<(usize, Vec<usize>)> {
        let mut sums = vec![];
        for axis in self.axes() {
            let tree = &self.trees[axis];
            let node = self.node(figure, axis);
            for total in tree.parent(node).into_iter().chain((!tree.is_leaf(node)).then_some(node)) {
                let parts = tree.children(total).iter().map(|part| self.moved(figure, axis, *part)).collect();
                sums.push((self.moved(figure, axis, total), parts));
            }
        }
        sums
    }
}
